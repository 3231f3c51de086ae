"""English inflection, generated rather than guessed: the forms of the words that the tables know.

Only lexicon words are looked up, so forms are made from base forms (regular rules plus the table of irregular
verbs) and no word of a text is ever stemmed.
"""

from musterbook.codebook import Codebook

VOWELS = "aeiou"


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables of a few dozen words that belong to the rule beside them."""
    return frozenset(text.split())


def verb_forms(base: str, irregular: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> dict[str, str]:
    """Form -> tag for one verb; tags are base, s, past, participle, ing (past wins where forms coincide)."""
    if base == "be":
        return {
            "be": "base",
            "is": "s",
            "are": "base",
            "am": "base",
            "was": "past",
            "were": "past",
            "been": "participle",
            "being": "ing",
        }
    if base == "have":
        return {"have": "base", "has": "s", "had": "past", "having": "ing"}
    past, participle = irregular.get(base, ((_past(base),), (_past(base),)))
    forms = dict.fromkeys(participle, "participle")
    forms[_ing(base, past)] = "ing"
    forms.update(dict.fromkeys(past, "past"))
    forms[_third(base)] = "s"
    forms.setdefault(base, "base")
    return forms


def noun_forms(base: str) -> tuple[str, str]:
    """Singular and plural."""
    return base, _third(base)


def irregular_verbs(codebook: Codebook) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Base -> (past forms, participles), from the table ``verbs``."""
    return {
        row["base"]: (tuple(row["past"].split("|")), tuple(row["participle"].split("|")))
        for row in codebook.rows("verbs")
    }


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _ing(base: str, past: tuple[str, ...]) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    if _doubles(base, past):
        return base + base[-1] + "ing"
    return base + "ing"


def _doubles(base: str, past: tuple[str, ...]) -> bool:
    """Doubling shows in the listed past (planned) or follows from one short vowel (cut, let, run)."""
    if any(form == base + base[-1] + "ed" for form in past):
        return True
    short = len(base) <= 4 and len(base) >= 3 and base[-1] not in "aeiouwxyhgdn"
    return short and base[-2] in VOWELS and base[-3] not in VOWELS and past != (_past(base),)
