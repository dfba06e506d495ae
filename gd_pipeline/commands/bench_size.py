"""What a written corpus of one size cost, and the figures that follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TEXT = ("txt", "text", "md", "markdown", "plain")


@dataclass(frozen=True, slots=True)
class Size:
    """What a corpus of `count` documents cost. `kb` is the mean size of a file."""

    count: int
    kb: float
    alone: dict[str, Any]
    two: dict[str, Any] | None
    dagster: dict[str, Any] | None
    added: dict[str, Any]

    @property
    def each(self) -> float:
        """CPU seconds a document, from the file to the marts."""
        return float(self.alone["cpu"]) / self.count

    @property
    def floor(self) -> float:
        """Mean CPU seconds of decoding a text and finding its digits by one regex."""
        return float(self.alone["floor"])

    @property
    def once(self) -> float:
        """Mean CPU seconds of taking in, reading and checking a text."""
        spent = whole(by_kind(self).get("text", []))
        return sum(spent) / max(len(spent), 1)


def by_kind(size: Size) -> dict[str, list[tuple[float, float]]]:
    """Seconds of intake, and of reading and checks, of each document by kind of file."""
    found: dict[str, list[tuple[float, float]]] = {}
    for kind, intake, reading in size.alone["documents"]:
        found.setdefault(kind_of(kind), []).append((intake, reading))
    return {kind: found[kind] for kind in sorted(found)}


def kind_of(name: str) -> str:
    """The name under which a kind of file is reported."""
    return "text" if name.lower() in TEXT else name.lower()


def whole(spent: Sequence[tuple[float, float]]) -> list[float]:
    """Seconds of each document's whole way, ascending."""
    return sorted(map(sum, spent))


def taken_in(spent: Sequence[tuple[float, float]]) -> float:
    """Documents that intake takes a second."""
    return len(spent) / sum(intake for intake, _ in spent)


def percentile(spent: list[float], share: float) -> float:
    """The value that `share` of the ascending values stay at or under."""
    return spent[min(len(spent) - 1, int(share * len(spent)))]


def new_document(size: Size) -> float:
    """CPU seconds of one new document, start-up and snapshot apart."""
    return float(size.added["cpu"] - size.added["stages"].get("snapshot", 0.0))


def snapshot(size: Size) -> float:
    """CPU seconds of publishing after one new document, those of the process that copies with them."""
    return float(size.added["stages"].get("snapshot", 0.0) + size.added["children"])


def gain(size: Size) -> str:
    """Wall time of one process as a multiple of that of two."""
    return f"{size.alone['wall'] / size.two['wall']:.2f}" if size.two else "–"


def dagster_share(size: Size) -> float | None:
    """CPU of a run that is neither ours, nor DuckDB's, nor Great Expectations'."""
    if size.dagster is None:
        return None
    return 1.0 - float(sum(size.dagster["stages"].values()) / size.dagster["cpu"])


def share(size: Size) -> str:
    """Dagster's share in per cent."""
    found = dagster_share(size)
    return "–" if found is None else f"{100 * found:.0f} %"
