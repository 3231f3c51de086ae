"""``musterbook evaluate`` and ``musterbook codebook``: how well is it read, and with which words."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("evaluate")(evaluate)
    app.command("codebook")(codebook)


def evaluate(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Gold files: NN.txt beside NN.json.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score the reader against gold: counts, intervals, and every miss and false find with its sentence."""
    from musterbook.cli.common import print_json
    from musterbook.desk.evaluate import evaluate as score
    from musterbook.desk.evaluate import evaluation_json, evaluation_text

    found = score(directory)
    if as_json:
        print_json(evaluation_json(found))
    else:
        typer.echo(evaluation_text(found))


def codebook(
    check: Annotated[Path | None, typer.Option(metavar="DIR", help="Check your own tables instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the vocabulary, or check a user's own tables (exit status 2 if they are refused)."""
    from musterbook.cli.common import print_json
    from musterbook.codebook import default_codebook, load_codebook
    from musterbook.reports import codebook_json, codebook_text

    book = default_codebook() if check is None else load_codebook(check)
    if as_json:
        print_json(codebook_json(book))
    else:
        typer.echo(codebook_text(book))
        if check is not None:
            typer.echo(f"{check}: no errors")
