"""How well a reading agrees with texts that people have marked: ``evaluate(directory)``.

A position is found when a read one has the same actor, the same subject and overlapping evidence, one to one.
"""

from musterbook.desk.evaluate.evaluation import (
    Evaluation,
    Read,
    evaluate,
    evaluate_documents,
)
from musterbook.desk.evaluate.gold import GoldDocument, GoldMeta, gold_digest, load_gold
from musterbook.desk.evaluate.layout import evaluation_json, evaluation_text

__all__ = [
    "Evaluation",
    "GoldDocument",
    "GoldMeta",
    "Read",
    "evaluate",
    "evaluate_documents",
    "evaluation_json",
    "evaluation_text",
    "gold_digest",
    "load_gold",
]
