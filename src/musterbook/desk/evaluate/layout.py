"""The two forms of an evaluation's result: JSON for machines, tables in plain text for people."""

from collections.abc import Iterator
from typing import Any

from musterbook.codebook.ladder import LADDER
from musterbook.desk.evaluate.evaluation import Evaluation
from musterbook.desk.evaluate.listing import finding_json, finding_text
from musterbook.desk.evaluate.marking import Marked, Tally
from musterbook.desk.evaluate.scores import LINES, Estimate, Score, by_stance, f1

Json = dict[str, Any]


def evaluation_json(evaluation: Evaluation) -> Json:
    """The machine form, findings included."""
    return {
        "gold": {"digest": evaluation.digest, "texts": [one.gold.name for one in evaluation.marked]},
        "seed": evaluation.seed,
        "intervals": "95 %: Wilson for proportions, bootstrap over texts for F1",
        "scores": [_score_json(score) for score in evaluation.scores],
        "texts": [_text_json(one) for one in evaluation.marked],
        "stances": [
            {"gold": gold, "read": read, "count": count}
            for (gold, read), count in sorted(evaluation.stances.items())
        ],
        "phenomena": [
            {"trait": trait, "gold": gold, "found": found, "stance": right}
            for trait, (gold, found, right) in evaluation.phenomena.items()
        ],
        "findings": [finding_json(finding) for finding in evaluation.findings],
    }


def _score_json(score: Score) -> Json:
    tally = score.tally
    figures = {name: _estimate_json(getattr(score, name)) for name in ("precision", "recall", "f1", "share")}
    return {
        "key": score.key,
        "label": score.label,
        "kind": score.kind,
        "hits": tally.hits,
        "read": tally.read if score.kind == "f1" else None,
        "gold": tally.gold,
        "texts": score.texts,
        **{name: value for name, value in figures.items() if value is not None},
    }


def _estimate_json(estimate: Estimate | None) -> Json | None:
    if estimate is None:
        return None
    return {"value": round(estimate.value, 4), "low": round(estimate.low, 4), "high": round(estimate.high, 4)}


def _text_json(one: Marked) -> Json:
    return {
        "name": one.gold.name,
        "counts": {
            key: {"hits": tally.hits, "read": tally.read, "gold": tally.gold}
            for key, tally in one.tallies.items()
        },
    }


def evaluation_text(evaluation: Evaluation, *, brief: bool = False) -> str:
    """The form for people; ``brief`` leaves the findings out."""
    texts = len(evaluation.marked)
    blocks = [
        [
            f"{texts} text{'s' if texts != 1 else ''}, gold {evaluation.digest[:12]}",
            *_score_lines(evaluation),
        ],
        _document_lines(evaluation),
        _stance_lines(evaluation),
        _phenomena_lines(evaluation),
    ]
    if not brief:
        blocks += [[finding_text(finding)] for finding in evaluation.findings]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _score_lines(evaluation: Evaluation) -> Iterator[str]:
    head = f"{'':52} {'right':>6} {'read':>5} {'gold':>5}  {'precision':<18}{'recall':<18}{'F1 or share':<18}"
    yield head.rstrip()
    diagnostic = {line.key for line in LINES if line.diagnostic}
    for part in (False, True):
        yield from (
            _score_line(score)
            for score in evaluation.scores
            if (score.key in diagnostic) is part and score.headline is not None
        )
        yield "" if part else "-- for diagnosis"
    yield "In brackets: 95 % interval, Wilson's for proportions, for F1 from drawing whole texts again"
    yield f"(seed {evaluation.seed}). Records of one text are alike, so Wilson's is rather too narrow."


def _score_line(score: Score) -> str:
    tally = score.tally
    read = str(tally.read) if score.kind == "f1" else ""
    figures = (score.precision, score.recall, score.f1 or score.share)
    cells = "".join(f"{_cell(estimate):<18}" for estimate in figures)
    return f"{score.label:52} {tally.hits:>6} {read:>5} {tally.gold:>5}  {cells}".rstrip()


def _cell(estimate: Estimate | None) -> str:
    return "" if estimate is None else f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]"


def _document_lines(evaluation: Evaluation) -> list[str]:
    lines = [
        f"{'text':24} {'right':>5} {'read':>5} {'gold':>5} {'F1':>6} {'stance':>8} {'conditions F1':>14}"
    ]
    for one in evaluation.marked:
        tallies = one.tallies
        found, stance, conditions = tallies["positions"], tallies["stance"], tallies["conditions"]
        cells = f"{found.hits:>5} {found.read:>5} {found.gold:>5} {_ratio(found):>6}"
        right = f"{stance.hits}/{stance.gold}"
        lines.append(f"{one.gold.name[:24]:24} {cells} {right:>8} {_ratio(conditions):>14}")
    return lines


def _ratio(tally: Tally) -> str:
    return f"{f1(tally):.2f}" if tally.read + tally.gold else "-"


def _stance_lines(evaluation: Evaluation) -> list[str]:
    """The confusion table: rows as marked, columns as read."""
    columns = [*LADDER, "missed"]
    lines = [
        "stance: rows as marked, columns as read",
        " ".join([f"{'':14}", *(f"{c[:13]:>13}" for c in columns)]),
    ]
    for row in (*LADDER, "none"):
        counts = [evaluation.stances.get((row, column), 0) for column in columns]
        cells = " ".join(f"{count or '.':>13}" for count in counts)
        name = "false find" if row == "none" else row
        lines.append(f"{name:14} {cells}".rstrip())
    f1s = [_ratio(by_stance(evaluation.stances.items(), stance)) for stance in LADDER]
    return [*lines, " ".join([f"{'F1':14}", *(f"{value:>13}" for value in f1s)])]


def _phenomena_lines(evaluation: Evaluation) -> list[str]:
    lines = [f"{'marked positions that are':32} {'gold':>5} {'found':>6} {'stance':>7}"]
    for trait, (gold, found, right) in evaluation.phenomena.items():
        lines.append(f"{trait:32} {gold:>5} {found:>6} {right:>7}")
    return lines
