"""The compiled loops: the same functions uncompiled, and an installation that cannot be written to."""

from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("numba")

from musterbook.assessment.kernel import compiled  # noqa: E402
from musterbook.assessment.kernel.blocks import settled_in_blocks, settled_words, tables_of  # noqa: E402
from musterbook.assessment.kernel.network import Network  # noqa: E402
from musterbook.assessment.kernel.worlds import random_worlds  # noqa: E402


def ring() -> Network:
    network = Network()
    facts = [network.variable(i, i == 2) for i in range(4)]
    members = [network.open_all() for _ in range(4)]
    tally = network.tally([(gate, i + 1) for i, gate in enumerate(members)])
    for i, gate in enumerate(members):
        network.close(gate, [network.any([facts[i], network.threshold(tally, 2 * i + 2)])])
    return network


def test_without_a_place_to_keep_it_the_code_is_compiled_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def njit(*functions: Any, cache: bool = False) -> Any:
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return functions[0]

    monkeypatch.setattr(compiled, "njit", njit)
    assert compiled.compiled(len) is len
    assert asked == [True, False]


def test_a_program_is_written_down_once() -> None:
    program = ring().program()
    assert tables_of(program) is tables_of(program)
    assert tables_of(program) is not tables_of(ring().program())


def test_the_words_are_the_masks() -> None:
    network = ring()
    program = network.program(range(4, 8))
    masks, lanes = random_worlds(4, 300, 1)
    words = settled_words(program, masks, lanes)
    assert words.shape == (4, compiled.WORDS)
    found = [int.from_bytes(row.tobytes(), "little") & lanes for row in words]
    assert found == settled_in_blocks(program, masks, lanes) == network.least(masks, lanes, range(4, 8))


@pytest.mark.parametrize("top", [False, True])
def test_uncompiled_it_does_the_same(top: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the loops can be followed, and are covered, in plain Python."""
    network = ring()
    program = network.program(range(4, 8))
    masks, lanes = random_worlds(4, 2, 1)
    wanted = settled_in_blocks(program, masks, lanes, top)
    for name, function in list(vars(compiled).items()):
        if hasattr(function, "py_func"):
            monkeypatch.setattr(compiled, name, function.py_func)
    with np.errstate(over="ignore"):
        assert settled_in_blocks(program, masks, lanes, top) == wanted
