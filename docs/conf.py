"""How the docs are built: MyST pages, the furo theme, nothing fetched from anywhere."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

project = "Musterbook"
author = "The Musterbook developers"
copyright = "2026, the Musterbook developers; Apache-2.0"
extensions = ["myst_parser", "sphinx.ext.autodoc", "house_pages"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "_ext"]
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3
nitpicky = False
smartquotes = False
html_theme = "furo"
html_title = "Musterbook"
html_copy_source = False
html_show_sphinx = False
autodoc_member_order = "bysource"
autodoc_typehints = "description"
suppress_warnings = ["config.cache"]
