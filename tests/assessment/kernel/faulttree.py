"""Reads the fault trees beside this file into networks."""

from dataclasses import dataclass
from pathlib import Path

from musterbook.assessment.kernel.network import Network

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class FaultTree:
    """The network, its top gate, and the names of its variables."""

    network: Network
    top: int
    events: tuple[str, ...]


def fault_tree(name: str) -> FaultTree:
    """The tree of ``data/NAME.txt``: top gate first, a line is a gate, how many must fail, the inputs."""
    text = (DATA / f"{name}.txt").read_text("ascii")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    lines = {gate: (int(least), inputs) for gate, least, *inputs in rows}
    events = sorted({one for _, inputs in lines.values() for one in inputs if one not in lines})
    network = Network()
    gates = {event: network.variable(i) for i, event in enumerate(events)}

    def wire(gate: str) -> int:
        if gate not in gates:
            least, inputs = lines[gate]
            gates[gate] = network.at_least(least, [wire(one) for one in inputs])
        return gates[gate]

    return FaultTree(network, wire(rows[0][0]), tuple(events))
