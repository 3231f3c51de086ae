"""Who acts, on whose word, about what, how firmly: sentences of our own against the positions they hold."""

import pytest

from tests.reading.trees import positions, reading

LADDER = [
    ("will send troops", "pledges"),
    ("will not send troops", "refuses"),
    ("will never send troops", "refuses"),
    ("won't send troops", "refuses"),
    ("is to send troops", "pledges"),
    ("is going to send troops", "pledges"),
    ("is sending troops", "pledges"),
    ("has sent troops", "deployed"),
    ("would send troops", "offers"),
    ("would not send troops", "refuses"),
    ("could send troops", "considers"),
    ("may send troops", "considers"),
    ("might send troops", "considers"),
    ("cannot send troops", "refuses"),
    ("must send troops", "offers"),
    ("is ready to send troops", "offers"),
    ("is not ready to send troops", "withholds"),
    ("would be ready to send troops", "offers"),
    ("might be ready to send troops", "considers"),
    ("seems to be ready to send troops", "offers"),
    ("is willing to send troops", "offers"),
    ("is unwilling to send troops", "refuses"),
    ("is not unwilling to send troops", "not_ruled_out"),
    ("is prepared to send troops", "offers"),
    ("is open to sending troops", "considers"),
    ("is not open to sending troops", "refuses"),
    ("is considering sending troops", "considers"),
    ("is unable to send troops", "refuses"),
    ("is reluctant to send troops", "withholds"),
    ("hesitates to send troops", "withholds"),
    ("wants to send troops", "offers"),
    ("does not want to send troops", "refuses"),
    ("offers to send troops", "offers"),
    ("plans to send troops", "pledges"),
    ("is not planning to send troops", "refuses"),
    ("has no plans to send troops", "refuses"),
    ("has no intention of sending troops", "refuses"),
    ("promised to send troops", "pledges"),
    ("agreed to send troops", "pledges"),
    ("has not agreed to send troops", "refuses"),
    ("decided to send troops", "pledges"),
    ("intends to send troops", "pledges"),
    ("refuses to send troops", "refuses"),
    ("refused to send troops", "refuses"),
    ("does not refuse to send troops", "not_ruled_out"),
    ("has not refused to send troops", "not_ruled_out"),
    ("would not refuse to send troops", "not_ruled_out"),
    ("rules out sending troops", "refuses"),
    ("ruled sending troops out", "refuses"),
    ("does not rule out sending troops", "not_ruled_out"),
    ("can't rule out sending troops", "not_ruled_out"),
    ("opposes sending troops", "refuses"),
    ("does not oppose sending troops", "not_ruled_out"),
    ("rejects the deployment of troops", "refuses"),
    ("stopped short of offering troops", "withholds"),
    ("will not send troops for now", "withholds"),
    ("will not send troops at this stage", "withholds"),
]


@pytest.mark.parametrize(("said", "stance"), LADDER)
def test_each_rung_affirmed_and_denied(said: str, stance: str) -> None:
    assert positions(f"Denmark {said}.") == [f"DNK troops {stance}"]


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("supports seizing the frozen assets", "offers"),
        ("opposes seizing the frozen assets", "refuses"),
        ("does not oppose seizing the frozen assets", "not_ruled_out"),
        ("opposes the use of frozen assets", "refuses"),
    ],
)
def test_a_measure_is_backed_or_resisted(said: str, stance: str) -> None:
    assert positions(f"Denmark {said}.", "kind") == [f"DNK asset_seizure {stance} measure"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark and Norway will send troops.", ["DNK troops pledges", "NOR troops pledges"]),
        (
            "Denmark, Norway and Sweden are ready to send troops.",
            ["DNK troops offers", "NOR troops offers", "SWE troops offers"],
        ),
        ("Neither Denmark nor Norway will send troops.", ["DNK troops refuses", "NOR troops refuses"]),
        ("Denmark will send troops and fighter jets.", ["DNK air pledges", "DNK troops pledges"]),
        ("Denmark will send neither troops nor fighter jets.", ["DNK air refuses", "DNK troops refuses"]),
        (
            "Denmark will not send troops but will train soldiers.",
            ["DNK training pledges", "DNK troops refuses"],
        ),
        (
            "Denmark will send troops, Norway will send ships and Sweden will send fighter jets.",
            ["DNK troops pledges", "NOR naval pledges", "SWE air pledges"],
        ),
        (
            "Denmark said it was ready to send troops, but Norway ruled it out.",
            ["DNK troops offers", "NOR troops refuses"],
        ),
    ],
)
def test_coordination_gives_one_position_for_each(text: str, expected: list[str]) -> None:
    assert positions(text) == expected


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Copenhagen will send troops.", "DNK"),
        ("Downing Street will send troops.", "GBR"),
        ("Danish troops will be deployed.", "DNK"),
        ("British soldiers will be sent.", "GBR"),
        ("The Danish government will send troops.", "DNK"),
        ("NATO will send troops.", "NATO"),
        ("The European Union will send troops.", "EU"),
    ],
)
def test_capitals_seats_adjectives_and_groups(text: str, actor: str) -> None:
    assert positions(text) == [f"{actor} troops pledges"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops will be sent by Denmark.", ["DNK troops pledges"]),
        ("No British soldiers will be sent to Ukraine.", ["GBR troops refuses"]),
        ("Denmark's refusal to send troops angered its allies.", ["DNK troops refuses"]),
        ("Denmark's promise to send troops was welcome.", ["DNK troops pledges"]),
        ("Denmark promised Ukraine to send troops.", ["DNK troops pledges"]),
        ("Denmark, which borders Germany, will not send troops.", ["DNK troops refuses"]),
        ("British and French troops will be sent to Ukraine.", ["FRA troops pledges", "GBR troops pledges"]),
    ],
)
def test_passives_nouns_and_control(text: str, expected: list[str]) -> None:
    assert positions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark spoke on Monday. It will send troops.", ["DNK troops pledges"]),
        (
            "Denmark and Norway met on Monday. They will send troops.",
            ["DNK troops pledges", "NOR troops pledges"],
        ),
        ("Norway is ready to send troops. Sweden followed suit.", ["NOR troops offers", "SWE troops offers"]),
        ("Norway will send troops. Denmark will do the same.", ["DNK troops pledges", "NOR troops pledges"]),
        (
            "Norway will not send troops. Denmark will not do so either.",
            ["DNK troops refuses", "NOR troops refuses"],
        ),
        (
            "Denmark had been ready to send troops. Now it has ruled it out.",
            ["DNK troops offers", "DNK troops refuses"],
        ),
    ],
)
def test_what_points_back(text: str, expected: list[str]) -> None:
    assert positions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Could Denmark send troops?",
        "The weather in Denmark is fine.",
        "Denmark has troops in Latvia.",
        "Denmark fears that Russia will attack troops in Latvia.",
        "Danish soldiers were killed in the desert.",
        "Troops could be sent to Ukraine.",
        "Lawyers are ready to send letters.",
    ],
)
def test_no_position_is_taken(text: str) -> None:
    assert positions(text) == []


def test_evidence_is_the_clause_and_because_names_the_cues() -> None:
    text = "The sky is blue. Denmark is ready to send troops, and the sea is calm."
    (position,) = reading(text).positions
    assert position.evidence[0].of(text).startswith("Denmark is ready to send troops")
    assert {b.rule for b in position.because} >= {"ready", "send"}
    assert {b.span.of(text) for b in position.because} >= {"ready", "send"}


def test_a_denial_by_a_particle_is_marked_and_a_lexical_one_is_not() -> None:
    assert positions("Denmark will not send troops.", "negated") == ["DNK troops refuses True"]
    assert positions("Denmark refuses to send troops.", "negated") == ["DNK troops refuses False"]


def test_the_actor_is_printed_as_the_text_names_it() -> None:
    assert positions("Copenhagen will send troops.", "actor_text") == ["DNK troops pledges Copenhagen"]


SUBTLE = [
    ("Denmark and Norway, but not Belgium, will send troops.", ["DNK troops pledges", "NOR troops pledges"]),
    ("It is not true that Denmark will send troops.", []),
    ("Denmark is no longer ready to send troops.", ["DNK troops withholds"]),
    ("Norway was asked to send troops.", []),
    ("Norway is expected to send troops.", []),
    ("Denmark doubts that Norway will send troops.", []),
    ("Denmark will train soldiers rather than send troops.", ["DNK training pledges"]),
    ("Denmark stopped sending troops.", []),
    ("Most Danes oppose sending troops.", []),
    ("There are no plans to send Danish troops.", ["DNK troops refuses"]),
    ("Denmark will send troops. Norway took part in the talks.", ["DNK troops pledges"]),
    ("Denmark has ruled out sending ground troops.", ["DNK troops refuses"]),
    ("Denmark has repeatedly ruled out deploying its soldiers.", ["DNK troops refuses"]),
    ("Denmark has not ruled out sending troops to Ukraine.", ["DNK troops not_ruled_out"]),
    ("Denmark has excluded sending troops.", ["DNK troops refuses"]),
    ("Denmark is against sending troops.", ["DNK troops refuses"]),
    ("Denmark asked Norway to send troops.", []),
    ("Norway was urged to send troops.", []),
    ("Norway has yet to decide whether to send troops.", ["NOR troops withholds"]),
    ("The Danish parliament will vote on sending troops.", []),
    ("The Danish and Norwegian governments will send troops.", ["DNK troops pledges", "NOR troops pledges"]),
    ("Reports that Denmark will send troops are false.", []),
    ("Denmark denied that it would send troops.", ["DNK troops refuses"]),
    ("Denmark never ruled out sending troops.", ["DNK troops not_ruled_out"]),
    ("Denmark thanked Norway for sending troops.", []),
    ("Denmark declined to say whether it would send troops.", ["DNK troops withholds"]),
    ("Denmark avoids sending troops.", ["DNK troops refuses"]),
    ("Denmark failed to send troops.", ["DNK troops withholds"]),
]


@pytest.mark.parametrize(("text", "expected"), SUBTLE)
def test_what_looks_plain_and_is_not(text: str, expected: list[str]) -> None:
    assert positions(text) == expected


MISREAD = [
    ("The deployment of Danish troops is out of the question.", ["DNK troops refuses"]),
    ("Norway is ready to send troops, while Denmark is not.", ["DNK troops withholds", "NOR troops offers"]),
    (
        "Denmark is ready to send troops. It would take part only with an American backstop.",
        ["DNK troops offers"],
    ),
]


@pytest.mark.xfail(strict=True, reason="known misreadings: the wrong actor, or a yes for a no")
@pytest.mark.parametrize(("text", "expected"), MISREAD)
def test_misread(text: str, expected: list[str]) -> None:
    assert positions(text) == expected


def test_evidence_ends_where_the_words_of_reporting_begin() -> None:
    text = "Norway will send 200 engineers, a spokesman in Oslo said on Friday."
    (position,) = reading(text).positions
    assert position.evidence[0].of(text) == "Norway will send 200 engineers"


def test_who_is_with_others_supports_what_they_want() -> None:
    found = positions("Denmark will impose a travel ban. Latvia laughed. Norway is with them.")
    assert "NOR visa offers" in found
