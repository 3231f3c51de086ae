"""What every HTML page is made with: templates that escape and refuse unknown names, and the styles."""

import pytest
from jinja2 import UndefinedError

from musterbook.reports.pages import environment, style


def test_free_text_is_escaped() -> None:
    told = environment().from_string("{{ words }}").render(words="<b>&")
    assert told == "&lt;b&gt;&amp;"


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody }}").render()


def test_what_templates_may_call_is_given() -> None:
    assert environment(twice=lambda text: text * 2).from_string("{{ twice('ab') }}").render() == "abab"


def test_styles_follow_each_other_as_they_are() -> None:
    both = style("style.css", "why.css")
    assert both == style("style.css") + style("why.css")
    assert "{" in both
