"""What was found of the copies in a written corpus, held against its truth."""

from collections.abc import Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from gd_pipeline.synth.corpus import kind_of

COPIES = ("exact", "light", "heavy")
Truth = Sequence[tuple[str, int | None]]
"""Of each document, by number, its kind and the number of the original that it copies."""
LINKS = "SELECT document_id, of_document_id FROM core.duplicates WHERE kind IN ('exact', 'near')"


@dataclass(frozen=True, slots=True)
class Found:
    """The truth, the documents that were taken in by number, and the document that each linked one leads to."""

    truth: Truth
    ids: dict[int, str]
    heads: dict[str, str]

    def head(self, number: int) -> str | None:
        """The document that counts for that of `number`; None where it was refused."""
        each = self.ids.get(number)
        while each in self.heads:
            each = self.heads[each]
        return each

    def recall(self, kind: str) -> float:
        """The share of copies of a kind that are linked to their original; one that was refused is not."""
        pairs = [(number, of) for number, (each, of) in enumerate(self.truth) if each == kind and of is not None]
        heads = [(self.head(number), self.head(of)) for number, of in pairs]
        return sum(one is not None and one == other for one, other in heads) / len(heads) if heads else 1.0

    def wrong(self) -> list[tuple[str, str]]:
        """Links between documents that are not of one report."""
        report = {self.ids[number]: self.report(number) for number in sorted(self.ids, reverse=True)}
        return [(one, other) for one, other in self.heads.items() if report[one] != report[other]]

    def report(self, number: int) -> int:
        """The number of the original of what that of `number` is a copy of, else its own."""
        kind, of = self.truth[number]
        return of if kind in COPIES and of is not None else number


def found(connection: DuckDBPyConnection, seed: int, count: int) -> Found:
    """What the warehouse says of the first `count` documents of the corpus of `seed`, by their sources' names."""
    sources = connection.execute("SELECT parse_filename(source, true)::INTEGER, document_id FROM raw.sources")
    ids = dict(sources.fetchall())
    return Found([kind_of(seed, number) for number in range(count)], ids, dict(connection.execute(LINKS).fetchall()))
