"""The commands put together; an error is one line with the remedy and exit status 2, no traceback."""

import errno
import os
import sys
from typing import Any

import typer

from musterbook.cli import asking, bookkeeping, briefing, checking
from musterbook.errors import MusterbookError

REFUSED, INTERRUPTED = 2, 130

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
    _print_what_can_be_printed()
    try:
        code = _status(app(args=arguments, prog_name="musterbook", standalone_mode=False))
        sys.stdout.flush()
    except _USAGE as error:
        return _refuse(_usage(error))
    except MusterbookError as error:
        return _refuse(str(error))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except OSError as error:
        return _output_failed(error)
    except RecursionError:
        return _refuse("the input is nested too deeply - flatten it")
    except MemoryError:
        return _refuse("the input needs more memory than there is - give less at once")
    except SystemExit as stop:
        code = _status(stop.code)
    if code == INTERRUPTED:
        print("musterbook: interrupted; nothing half-written is kept", file=sys.stderr)
    return code


_USAGE: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def _status(code: Any) -> int:
    return code if isinstance(code, int) else int(bool(code))


def _refuse(message: str) -> int:
    print(f"musterbook: {' '.join(message.split())}", file=sys.stderr)
    return REFUSED


def _usage(error: Any) -> str:
    """A slip on the command line in one line: what is wrong, and which help to ask for."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "musterbook"
    message = error.format_message().rstrip(".")
    if "\n" in message or not message:
        print(message)
        return f"no command - see {command} --help"
    return f"{message[:1].lower()}{message[1:]} - see {command} --help"


def _output_failed(error: OSError) -> int:
    """Standard output is shut (a reader such as ``head`` has enough) or cannot take more (a full disk)."""
    _shut(sys.stdout)
    if error.errno == errno.EPIPE:
        return 0
    return _refuse(
        f"the output cannot be written: {error.strerror or error} - free some space or redirect it"
    )


def _shut(stream: Any) -> None:
    """Point a broken stream at nothing, so that nothing is flushed into it at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError, AttributeError):
        return


def _print_what_can_be_printed() -> None:
    """A stand-in where a terminal lacks a character, and nothing where a stream was closed: no traceback."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
