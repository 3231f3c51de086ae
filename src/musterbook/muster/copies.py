"""Rule 3: two documents that carry the same report are one source.

Documents are grouped by a judge of two: ``judging.Judge`` unless another is given. ``Shingles`` was the first
judge and stays as a yardstick: the share of the shorter text's three-word runs that the longer one also has
(Broder's containment of w-shingles, 1997). It sees copies and no rewrites.
"""

from collections.abc import Callable, Collection, Iterable

from musterbook.model.document import Document
from musterbook.muster.judging import LIGHT_COPY, Judge
from musterbook.muster.likeness import ALMOST_NOTHING
from musterbook.muster.wording import news_of, runs

__all__ = ["Reports", "SameReport", "Shingles", "independent", "news_of", "runs"]

SameReport = Callable[[Document, Document], bool]


class Reports:
    """Groups documents into reports; remembers what it compared, within one fold."""

    def __init__(self, same: SameReport | None = None) -> None:
        self._same = same or Judge().same
        self._seen: dict[tuple[Document, Document], bool] = {}

    def count(self, documents: Collection[Document]) -> int:
        """The number of independent reports among the documents."""
        return len(self.groups(documents)) if len(documents) > 1 else len(documents)

    def groups(self, documents: Iterable[Document]) -> tuple[tuple[Document, ...], ...]:
        """The documents by report, in the order of their ids: a copy of a copy belongs to the same one."""
        ids = {document: document.id for document in documents}
        groups: list[list[Document]] = []
        for document in sorted(ids, key=ids.__getitem__):
            alike = [group for group in groups if any(self._alike(other, document) for other in group)]
            groups = [group for group in groups if group not in alike]
            groups.append([d for group in alike for d in group] + [document])
        return tuple(tuple(sorted(group, key=ids.__getitem__)) for group in groups)

    def _alike(self, one: Document, other: Document) -> bool:
        if (one, other) not in self._seen:
            self._seen[one, other] = self._same(one, other)
        return self._seen[one, other]


class Shingles:
    """The plain judge: containment of three-word runs, boilerplate left out."""

    def __init__(self, threshold: float = LIGHT_COPY) -> None:
        self.threshold = threshold
        self._runs: dict[Document, frozenset[tuple[str, ...]]] = {}

    def same(self, one: Document, other: Document) -> bool:
        """Whether the shorter of two texts stands, by and large, in the other."""
        smaller, larger = sorted((self._of(one), self._of(other)), key=len)
        if len(smaller) < ALMOST_NOTHING:
            return smaller == larger and bool(smaller)
        return len(smaller & larger) >= self.threshold * len(smaller)

    def _of(self, document: Document) -> frozenset[tuple[str, ...]]:
        if document not in self._runs:
            self._runs[document] = runs(news_of(document))
        return self._runs[document]


def independent(
    documents: Iterable[Document], same: SameReport | None = None
) -> tuple[tuple[Document, ...], ...]:
    """The documents grouped by report; ``same`` judges two of them, by default on their words."""
    given = tuple(documents)
    return Reports(same or Judge(given).same).groups(given)
