"""The commands put together; an error is one line with the remedy and exit status 2, no traceback."""

import sys

import typer

from musterbook.cli import asking, bookkeeping, briefing, checking
from musterbook.errors import MusterbookError

app = typer.Typer(
    name="musterbook",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The muster book of coalitions of the willing: who offers what, how firmly, on which conditions, "
    "with the words that prove it, and what it adds up to.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from musterbook import __version__

        typer.echo(f"musterbook {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Only ``--version`` lives here."""


for module in (briefing, bookkeeping, asking, checking):
    module.register(app)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    try:
        app(args=arguments, standalone_mode=True)
    except MusterbookError as error:
        print(f"musterbook: {_one_line(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("musterbook: interrupted; nothing half-written is kept", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except RecursionError:
        print("musterbook: the input is nested too deeply - flatten it", file=sys.stderr)
        return 2
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    return 0


def _one_line(error: MusterbookError) -> str:
    return " ".join(str(error).split())
