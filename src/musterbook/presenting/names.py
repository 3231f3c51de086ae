"""Names as they are printed: actors with their article, subjects, stances, units and changes."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from musterbook.codebook import Codebook
from musterbook.model.leaf import Count, Filled, Joins, Sum, parse_leaf
from musterbook.model.position import Quantity
from musterbook.presenting.grammar import figure, interval, lower_first, plain, quoted, scaled

WITH_ARTICLE = frozenset(
    (
        *("Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines", "Seychelles", "Emirates"),
        *("Islands", "Kingdom", "Republic", "States", "Territories", "Federation", "Congo"),
    )
)
STANCES = {
    "contribution": {
        "refuses": ("refuses", "refuses", "refuse"),
        "withholds": ("holds back", "holds back on", "hold back on"),
        "not_ruled_out": ("not ruled out", "has not ruled out", "have not ruled out"),
        "considers": ("considers", "considers", "consider"),
        "offers": ("offers", "offers", "offer"),
        "pledges": ("pledges", "pledges", "pledge"),
        "deployed": ("in place", "already provides", "already provide"),
    },
    "measure": {
        "refuses": ("opposes", "opposes", "oppose"),
        "withholds": ("hesitates", "hesitates over", "hesitate over"),
        "not_ruled_out": ("not ruled out", "has not ruled out", "have not ruled out"),
        "considers": ("considers", "considers", "consider"),
        "offers": ("supports", "supports", "support"),
        "pledges": ("commits", "commits to", "commit to"),
        "deployed": ("enacted", "has enacted", "have enacted"),
    },
}
PLACES = {
    "in_theatre": "in the theatre",
    "neighbouring": "in neighbouring states",
    "outside": "outside the area",
}
UNITS = {
    "persons": ("person", "persons"),
    "countries": ("country", "countries"),
    "company": ("company", "companies"),
    "battery": ("battery", "batteries"),
    "field_hospital": ("field hospital", "field hospitals"),
    "aircraft": ("aircraft", "aircraft"),
    "battalion": ("battalion", "battalions"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """What a codebook calls things; ids that it does not know are printed as they are."""

    codebook: Codebook

    def actor(self, id: str) -> str:
        """``the United States``, ``the G7``, ``“countries bordering the lake”``."""
        if id.startswith("GROUP:"):
            return quoted(id.removeprefix("GROUP:"))
        if id in self.codebook.groups:
            return self._group(id)
        if id not in self.codebook.states:
            return plain(id)
        name = self.codebook.states[id].name
        return f"the {name}" if takes_article(name) else name

    def _group(self, id: str) -> str:
        group = self.codebook.groups[id]
        short = id if id in (group.name, *group.names) else group.name
        bare = short.startswith("the ") or (short.isupper() and short.isalpha() and short not in SPELLED)
        return short if bare and len(short) > 3 else f"the {short}"

    def position_of(self, id: str) -> str:
        """``the American position``, else ``the position of X``."""
        state = self.codebook.states.get(id)
        if state is not None and state.adjectives:
            return f"the {state.adjectives[0]} position"
        return f"the position of {self.actor(id)}"

    def label(self, on: str) -> str:
        """``Air cover``: for the head of a row."""
        tables = (self.codebook.contributions, self.codebook.measures, self.codebook.conditions)
        return next((table[on].label for table in tables if on in table), plain(on))

    def subject(self, on: str) -> str:
        """``air cover``: inside a sentence."""
        if on in self.codebook.measures:
            label = lower_first(self.label(on))
            return f"the {label}" if " of " in label else label
        return "support" if on == "unspecified" else lower_first(self.label(on))

    def coming(self, on: str) -> str:
        """``come with troops``: taking part with a contribution."""
        return "give support" if on == "unspecified" else f"come with {self.subject(on)}"

    def kind(self, on: str) -> str:
        return "measure" if on in self.codebook.measures else "contribution"

    def rung(self, stance: str, on: str) -> str:
        """The rung as a label: ``offers`` of a contribution, ``supports`` of a measure."""
        return STANCES[self.kind(on)][stance][0]

    def does(self, stance: str, on: str, count: int = 1) -> str:
        """``refuses air cover``, ``hold back troops``."""
        _, one, many = STANCES[self.kind(on)][stance]
        return f"{one if count == 1 else many} {self.subject(on)}"

    def unit(self, unit: str | None, value: Decimal | None = None) -> str:
        """``persons``, or ``person`` for one."""
        if unit is None:
            return ""
        one, many = UNITS.get(unit, (unit.removesuffix("s").replace("_", " "), unit.replace("_", " ")))
        return one if value == 1 else many

    def quantity(self, quantity: Quantity) -> str:
        """The figure as printed, else as read; empty where there is none."""
        if quantity.words:
            return plain(quantity.words)
        return self.amount(quantity.low, quantity.high, quantity.unit)

    def amount(self, low: Decimal | None, high: Decimal | None, unit: str | None) -> str:
        """``up to 30,000 persons``, ``EUR 2 billion``; empty where both ends are open."""
        if low is None and high is None:
            return ""
        if is_money(unit):
            bounds = [scaled(b) for b in (low, high) if b is not None]
            words = " to ".join(dict.fromkeys(bounds))
            return f"{'up to ' if low is None else 'at least ' if high is None else ''}{unit} {words}"
        return f"{interval(low, high)} {self.unit(unit, high if high is not None else low)}".strip()

    def leaf(self, leaf: str) -> str:
        """A condition as something that one can have: ``an American backstop``, ``France taking part``."""
        if leaf in phrases() and leaf in self.codebook.conditions:
            return phrases()[leaf]
        if leaf in self.codebook.conditions:
            return quoted(self.label(leaf))
        if leaf.startswith("other:joins "):
            return self.joining(leaf.removeprefix("other:joins "))
        if leaf.startswith("other:"):
            return quoted(leaf.removeprefix("other:"))
        if leaf.startswith("joins:"):
            return self.joining(leaf.removeprefix("joins:"))
        return self._counted(leaf)

    def joining(self, words: str) -> str:
        """``France taking part``, ``France taking part with troops``, ``“others” taking part``."""
        actor, _, on = words.partition(":")
        if not self.codebook.is_actor(actor):
            return f"{quoted(words)} taking part"
        return f"{self.actor(actor)} taking part" + (f" with {self.subject(on)}" if on else "")

    def _counted(self, leaf: str) -> str:
        from musterbook.errors import QuestionError

        try:
            said = parse_leaf(leaf)
        except QuestionError:
            return quoted(leaf)
        match said:
            case Count(on=on, k=k):
                taking = "taking part" if on is None else f"with {self.subject(on)}"
                return f"at least {'one participant' if k == 1 else f'{figure(k)} participants'} {taking}"
            case Sum(on=on, q=q):
                return f"{self.subject(on)} of at least {figure(q)}"
            case Filled(line=line):
                return (
                    "the whole requirement filled" if line is None else f"the line {self.line(line)} filled"
                )
            case Joins():
                return self.joining(leaf.removeprefix("joins:"))
            case _:
                return quoted(leaf)

    def line(self, id: str) -> str:
        """A requirement line: by the label of its subject where that is its name, else by its own."""
        return self.subject(id) if id in self.codebook.contributions else quoted(id)

    def change(self, id: str) -> str:
        """What must come true: a circumstance, or an actor moving up."""
        if not id.startswith("raise:"):
            return self.leaf(id)
        actor, _, on = id.removeprefix("raise:").partition(":")
        return f"{self.actor(actor)} offering {self.subject(on)}"


def is_money(unit: str | None) -> bool:
    """Whether a unit is a currency (ISO 4217)."""
    return unit is not None and len(unit) == 3 and unit.isupper()


SPELLED = frozenset(("OSCE", "CSTO", "ECCAS"))


def takes_article(name: str) -> bool:
    """``the Netherlands``, ``the Czech Republic``, but ``Caribbean Netherlands`` and ``Norway``."""
    words = name.replace("-", " ").split()
    return words[-1] in WITH_ARTICLE or words[0] in ("United", "British") or name.startswith("Republic")


@cache
def phrases() -> dict[str, str]:
    """How the shipped circumstances read inside a sentence; a user's own are quoted by their label."""
    text = files("musterbook.presenting").joinpath("phrases.csv").read_text("utf-8")
    return {row["id"]: row["phrase"] for row in csv.DictReader(text.splitlines())}
