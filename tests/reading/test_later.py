"""Conditions told in another sentence, up to three sentences away, for the actors it speaks of."""

import pytest

from musterbook.reading.pipeline import read_text
from tests.reading.trees import positions

OFFER = "Belgium is ready to send troops."
FILLER = "The day was long and cold."


@pytest.mark.parametrize(
    ("sentence", "leaf"),
    [
        ("This depends on a ceasefire.", "ceasefire"),
        ("It hinges on a UN mandate.", "un_mandate"),
        ("The mission would require a UN mandate.", "un_mandate"),
        ("A ceasefire is a precondition.", "ceasefire"),
    ],
)
def test_words_of_dependence_bind_what_was_offered(sentence: str, leaf: str) -> None:
    assert positions(f"{OFFER} {sentence}", "conditions") == [f"BEL troops offers {leaf}"]


@pytest.mark.parametrize(("between", "bound"), [(0, True), (2, True), (3, False)])
def test_three_sentences_away_and_no_further(between: int, bound: bool) -> None:
    text = f"{OFFER} {' '.join([FILLER] * between)} This depends on a ceasefire."
    assert positions(text, "conditions") == [f"BEL troops offers {'ceasefire' if bound else '-'}"]


def test_a_refusal_is_not_bound() -> None:
    text = "Belgium will not send troops. This depends on a ceasefire."
    assert positions(text, "conditions") == ["BEL troops refuses -"]


def test_what_is_there_already_is_not_bound() -> None:
    text = "Belgium has sent troops. This depends on a ceasefire."
    assert positions(text, "conditions") == ["BEL troops deployed -"]


def test_a_condition_that_names_an_actor_binds_that_one() -> None:
    text = (
        "Belgium is ready to send troops. Norway is ready to send ships. For Belgium this needs a ceasefire."
    )
    assert positions(text, "conditions") == ["BEL troops offers ceasefire", "NOR naval offers -"]


def test_the_nearest_offer_is_bound() -> None:
    text = "Belgium is ready to send troops. Norway is ready to send ships. This depends on a ceasefire."
    assert positions(text, "conditions") == ["BEL troops offers -", "NOR naval offers ceasefire"]


def test_a_condition_it_has_already_is_not_said_twice() -> None:
    text = "Belgium is ready to send troops if there is a ceasefire. This depends on a ceasefire."
    assert positions(text, "conditions") == ["BEL troops offers ceasefire"]


def test_a_second_condition_joins_the_first() -> None:
    text = "Belgium is ready to send troops if there is a ceasefire. It depends on a UN mandate."
    assert positions(text, "conditions") == ["BEL troops offers ceasefire & un_mandate"]


def test_a_condition_named_after_a_state_binds_whoever_offered() -> None:
    text = f"{OFFER} The condition is an American backstop."
    assert positions(text, "conditions") == ["BEL troops offers us_backstop"]


def test_dependence_before_any_offer_binds_nothing() -> None:
    assert positions(f"This depends on a ceasefire. {OFFER}", "conditions") == ["BEL troops offers -"]


def test_the_last_option_is_only_the_last_of_those_named() -> None:
    text = (
        '"We can tighten the oil price cap and use the frozen assets," '
        "Danish Foreign Minister Kari Holm said. "
        "She said that this last option must be multilateral."
    )
    found = {line.split(" ")[1]: line for line in positions(text, "conditions")}
    assert "multilateral" in found["asset_seizure"]
    assert "multilateral" not in found["oil_price_cap"]


@pytest.mark.parametrize("words", ["on the same conditions", "on the same terms", "in that case"])
def test_the_same_terms_are_those_told_before(words: str) -> None:
    text = f"Canada will send troops if the UN gives a mandate. Norway will send 600 troops {words}."
    found = {p.actor: p.conditions for p in read_text(text, rules_alone=True).positions}
    assert found["NOR"] == found["CAN"] is not None
