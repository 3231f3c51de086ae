"""``python -m musterbook.desk.evaluate DIR ...``: the evaluation for those who work on the reader."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from musterbook.desk.evaluate.evaluation import evaluate_documents
from musterbook.desk.evaluate.gold import load_gold, picked
from musterbook.desk.evaluate.layout import evaluation_json, evaluation_text
from musterbook.desk.evaluate.scores import SEED
from musterbook.errors import MusterbookError


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the result; 0, or 2 with one line on the error stream for input that cannot be used."""
    options = _options(arguments)
    try:
        names = [name.strip() for name in options.only.split(",") if name.strip()]
        documents = [document for directory in options.directory for document in load_gold(directory)]
        result = evaluate_documents(picked(documents, names), seed=options.seed)
    except MusterbookError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(evaluation_json(result), indent=2, ensure_ascii=False))
    else:
        print(evaluation_text(result, brief=options.brief), end="")
    return 0


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m musterbook.desk.evaluate", description="Score the reader against gold."
    )
    parser.add_argument("directory", nargs="+", help="directories of NAME.txt and NAME.json pairs")
    parser.add_argument("--only", default="", metavar="NAMES", help="only these texts, by name, with commas")
    parser.add_argument("--brief", action="store_true", help="leave the list of findings out")
    parser.add_argument("--json", action="store_true", help="the machine form")
    parser.add_argument("--seed", type=int, default=SEED, help="for the intervals of F1")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
