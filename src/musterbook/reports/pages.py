"""What every HTML page is made with: the templates, which escape all free text, and the house's styles."""

from functools import cache
from importlib.resources import files
from typing import Any


def environment(**globals_: Any) -> Any:
    """The templates, with what they may call; an unknown name in one is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("musterbook.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals |= globals_
    return made


@cache
def style(*names: str) -> Any:
    """The style sheets of these names, one after the other."""
    from markupsafe import Markup

    folder = files("musterbook.reports").joinpath("templates")
    return Markup("".join(folder.joinpath(name).read_text("utf-8") for name in names))
