"""Pages that cannot drift: commands, public names and codebook tables, taken from the program itself."""

import csv
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

PACKAGE = Path(__file__).parents[2] / "src" / "musterbook"
TABLES = PACKAGE / "codebook" / "data"
CARD = PACKAGE / "text" / "weights" / "CARD.md"


class Made(SphinxDirective):
    """A directive whose content is Markdown lines made at build time."""

    has_content = False

    def lines(self) -> Iterator[str]:
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        return self.parse_text_to_nodes("\n".join(self.lines()), allow_section_headings=True)


class Commands(Made):
    """Every command of the program with its arguments and options."""

    def lines(self) -> Iterator[str]:
        from typer.main import get_command

        from musterbook.cli.app import app

        group: Any = get_command(app)
        for name in group.commands:
            yield from command_lines(name, group.commands[name])


def command_lines(name: str, command: Any) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    words = " ".join(argument_word(p) for p in arguments)
    yield from (
        f"## {name}",
        "",
        "```text",
        f"musterbook {name} {words} [OPTIONS]".replace("  ", " "),
        "```",
        "",
    )
    yield from (inspect.cleandoc(command.help or ""), "")
    rows = [(argument_word(p), p) for p in arguments] + [(option_words(p), p) for p in options]
    if rows:
        yield from ("| argument or option | meaning |", "|---|---|")
        yield from (f"| `{words}` | {cell(getattr(p, 'help', None) or '')} |" for words, p in rows)
    yield ""


def argument_word(parameter: Any) -> str:
    word = parameter.metavar or parameter.name.upper()
    many = " ..." if parameter.nargs == -1 and not word.endswith("...") else ""
    return f"{word}{many}" if parameter.required else f"[{word}{many}]"


def option_words(parameter: Any) -> str:
    names = ", ".join(parameter.opts)
    if getattr(parameter, "is_flag", False):
        return names
    kind = parameter.metavar or parameter.name.upper().replace("_", "-")
    return f"{names} {kind}"


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


class Names(Made):
    """The public names of the package, in the order in which it lists them."""

    def lines(self) -> Iterator[str]:
        import musterbook

        for name in musterbook.__all__:
            value = getattr(musterbook, name)
            kind = "autoclass" if inspect.isclass(value) else "autofunction"
            kind = "automodule" if inspect.ismodule(value) else kind
            target = value.__name__ if inspect.ismodule(value) else f"musterbook.{name}"
            members = ":members:\n" if kind != "autofunction" else ""
            yield from (f"## {name}", "", "```{eval-rst}", f".. {kind}:: {target}")
            yield from (f"   {line}" for line in members.splitlines())
            yield from ("```", "")


class CodebookTable(Made):
    """Chosen columns of one codebook table."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "columns": directives.unchanged_required,
        "widths": directives.unchanged_required,
    }

    def lines(self) -> Iterator[str]:
        path = TABLES / f"{self.arguments[0]}.csv"
        self.env.note_dependency(str(path))
        columns = [column.strip() for column in self.options["columns"].split(",")]
        yield from (":::{list-table}", ":header-rows: 1", f":widths: {self.options['widths']}", "")
        yield from table_row(columns)
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from table_row([shown(column, row[column] or "") for column in columns])
        yield ":::"


def table_row(cells: list[str]) -> Iterator[str]:
    for number, text in enumerate(cells):
        yield f"{'*' if number == 0 else ' '} - {text}"


def shown(column: str, value: str) -> str:
    code = column in ("id", "rule", "stands_for", "implies")
    return f"`{value}`" if value and code else value.replace("|", ", ")


class ModelCard(Made):
    """The card that travels with the shipped weights, one heading level down."""

    def lines(self) -> Iterator[str]:
        if not CARD.exists():
            yield "No trained weights are shipped with this version."
            return
        self.env.note_dependency(str(CARD))
        for line in CARD.read_text("utf-8").splitlines():
            yield f"#{line}" if line.startswith("#") else line


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("musterbook-commands", Commands)
    app.add_directive("musterbook-names", Names)
    app.add_directive("codebook-table", CodebookTable)
    app.add_directive("model-card", ModelCard)
    return {"parallel_read_safe": True}
