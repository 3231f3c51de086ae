"""How long an answer may take: a search that runs out of time returns what it knows so far and says so."""

from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of the monotonic clock, and the seconds that were given until then; None: no limit."""

    until: float | None = None
    seconds: float | None = None

    @property
    def passed(self) -> bool:
        return self.until is not None and monotonic() >= self.until

    @property
    def left(self) -> float | None:
        """Seconds left, at least 0; None where there is no limit."""
        return None if self.until is None else max(0.0, self.until - monotonic())

    @property
    def half(self) -> "Deadline":
        """The moment when half of what is left has gone: for a first way that leaves time for a second."""
        return (
            self
            if self.until is None or self.left is None
            else Deadline(self.until - self.left / 2, self.seconds)
        )

    @property
    def cap(self) -> str:
        """What an answer says that this limit cut short."""
        return f"the time budget of {self.seconds:g} s ran out"


NO_DEADLINE = Deadline()


def deadline_in(seconds: float | None) -> Deadline:
    """The deadline so many seconds from now."""
    return NO_DEADLINE if seconds is None else Deadline(monotonic() + seconds, seconds)
