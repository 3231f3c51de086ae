"""``python -m musterbook.desk.evaluate DIR ...``: the evaluation for those who work on the reader."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from musterbook.desk.evaluate.evaluation import Evaluation, evaluate_documents
from musterbook.desk.evaluate.gold import load_gold, picked
from musterbook.desk.evaluate.layout import evaluation_json, evaluation_text
from musterbook.desk.evaluate.listing import finding_json, finding_text
from musterbook.desk.evaluate.scores import SEED
from musterbook.errors import InputError, MusterbookError


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the result; 0, or 2 with one line on the error stream for input that cannot be used."""
    options = _options(arguments)
    try:
        _print(_answer(options))
    except MusterbookError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _answer(options: Namespace) -> str:
    before = None if options.since is None else _findings_of(Path(options.since))
    names = [name.strip() for name in options.only.split(",") if name.strip()]
    documents = [document for directory in options.directory for document in load_gold(directory)]
    result = evaluate_documents(picked(documents, names), seed=options.seed)
    if options.json:
        return json.dumps(evaluation_json(result), indent=2, ensure_ascii=False) + "\n"
    if before is None:
        return evaluation_text(result, brief=options.brief)
    return evaluation_text(result, brief=True) + changes(result, before)


def changes(result: Evaluation, before: Iterable[dict[str, Any]]) -> str:
    """What is wrong now and was not, and how much that was wrong is right; only for the texts read now."""
    names = {one.gold.name for one in result.marked}
    old = {_key(finding): finding for finding in before if finding["document"] in names}
    new = {_key(value): finding for finding in result.findings if (value := finding_json(finding))}
    mended = [
        f"[{f['document']}] {f['kind']}: {f['gold'] or f['read']}" for k, f in old.items() if k not in new
    ]
    broken = [finding_text(finding) for key, finding in new.items() if key not in old]
    lines = [f"\nmended since: {len(mended)}", *mended, f"\nbroken since: {len(broken)}", *broken]
    return "\n".join(lines) + "\n"


def _key(finding: dict[str, Any]) -> str:
    return json.dumps([finding[part] for part in ("document", "kind", "span", "gold", "read")])


def _findings_of(path: Path) -> list[dict[str, Any]]:
    try:
        findings: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["findings"]
        return [finding for finding in findings if _key(finding)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        remedy = "give what an earlier run printed with --json"
        raise InputError(f"no earlier result: {error!r}", where=path.name, remedy=remedy) from error


def _print(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m musterbook.desk.evaluate", description="Score the reader against gold."
    )
    parser.add_argument("directory", nargs="+", help="directories of NAME.txt and NAME.json pairs")
    parser.add_argument("--only", default="", metavar="NAMES", help="only these texts, by name, with commas")
    parser.add_argument("--brief", action="store_true", help="leave the list of findings out")
    parser.add_argument("--json", action="store_true", help="the machine form")
    parser.add_argument("--since", metavar="FILE", help="list only what changed since this --json result")
    parser.add_argument("--seed", type=int, default=SEED, help="for the intervals of F1")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
