"""The title block: an untitled text is called by how its news begins."""

import pytest

from musterbook.codebook import default_codebook
from musterbook.desk.briefing import brief
from musterbook.desk.intake import read
from musterbook.reports import brief_json


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("OSLO, May 11 - Norway will send 300 soldiers to the river.", "“Norway will send"),
        ("Norway will send 300 soldiers to the river.", "“Norway will send"),
        ("Sign up for our newsletter\nOSLO, May 11 - Norway will send 300 soldiers.", "“Norway will send"),
    ],
)
def test_dateline_and_newsletter_lines_are_no_title(text: str, begins: str) -> None:
    page = brief_json(brief(read(text)), default_codebook())
    assert page["head"]["title"].startswith(begins)
