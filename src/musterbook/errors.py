"""The refusals. Every error says what is wrong, where, and what to do about it.

One root class, whose kinds also inherit the builtin that a Python user would expect to catch.
"""

from collections.abc import Iterable


class MusterbookError(Exception):
    """Root of all refusals: ``what`` is wrong, ``where``, the ``remedy``, and the ``names`` to blame."""

    def __init__(
        self, what: str, *, where: str | None = None, remedy: str | None = None, names: Iterable[str] = ()
    ) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        self.names = tuple(names)
        super().__init__(self.__str__())

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        mend = f" - {self.remedy}" if self.remedy else ""
        return f"{self.what}{place}{mend}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.remedy, self.names))


def _rebuild(
    kind: type[MusterbookError], what: str, where: str | None, remedy: str | None, names: tuple[str, ...]
) -> MusterbookError:
    return kind(what, where=where, remedy=remedy, names=names)


class InputError(MusterbookError, ValueError):
    """A file, text, date or option that cannot be used as given."""


class CodebookError(MusterbookError, ValueError):
    """A codebook table that contradicts itself or names an unknown id."""


class BookError(MusterbookError, OSError):
    """A book that cannot be opened, read or written."""


class QuestionError(MusterbookError, ValueError):
    """A question or situation that the engine refuses; ``names`` are the things to blame."""
