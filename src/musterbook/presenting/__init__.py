"""What a reader sees, as structured values: sentences with their sources, tables, marked text."""

from musterbook.presenting.brief import brief_page
from musterbook.presenting.page import BriefPage

__all__ = ["BriefPage", "brief_page"]
