"""What a check of the codebook found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: the ``check`` that found it, its ``level`` (error or warning), and the remedy."""

    check: str
    level: str
    where: str
    what: str
    remedy: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.level}: {self.where}: {self.what} - {self.remedy}"
