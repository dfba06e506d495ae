from gd_pipeline.review.marks import Mark, Marks

TEXT = "0123456789"


def mark(number: int, start: int, end: int, kind: str) -> Mark:
    return Mark(str(number), "finding", kind, start, end, f"m{number}-{start}")


def cut(*marks: tuple[int, int, int, str], span: tuple[int, int] = (0, 10)) -> list[tuple[str, str]]:
    return [(piece.text, piece.finding_kind) for piece in Marks(mark(*each) for each in marks).pieces(TEXT, span)]


def test_spans_that_nest_or_overlap_become_pieces_of_the_worst_kind() -> None:
    assert cut((1, 2, 8, "info"), (2, 4, 6, "error")) == [
        ("01", ""),
        ("23", "info"),
        ("45", "error"),
        ("67", "info"),
        ("89", ""),
    ]
    assert cut((1, 0, 5, "warning"), (2, 3, 10, "error")) == [("012", "warning"), ("34", "error"), ("56789", "error")]


def test_a_part_of_the_text_shows_what_covers_it() -> None:
    assert cut((1, 2, 8, "info"), span=(4, 6)) == [("45", "info")]
    assert cut((1, 2, 4, "info"), span=(4, 6)) == [("45", "")]
    assert cut(span=(4, 4)) == []


def test_each_mark_has_its_place_once_and_its_number_where_it_ends() -> None:
    marks = Marks([mark(1, 2, 8, "info"), mark(1, 2, 4, "info"), mark(2, 2, 4, "error"), mark(2, 2, 4, "error")])
    pieces = list(marks.pieces(TEXT, (0, 10)))
    assert [piece.anchors for piece in pieces] == [(), ("m1-2", "m2-2"), (), ()]
    assert [piece.ends for piece in pieces] == [(), ("1", "2"), ("1",), ()]
    assert [piece.findings for piece in pieces] == [(), ("2", "1"), ("1",), ()]


def test_a_hostile_number_of_marks_is_laid_out_at_once() -> None:
    text = "条" * 20_000
    marks = Marks(mark(number, number, 20_000 - number, "info") for number in range(9_000))
    assert "".join(piece.text for piece in marks.pieces(text, (0, 20_000))) == text


def test_facts_and_findings_are_told_apart_the_innermost_first() -> None:
    marks = Marks([Mark("f1", "fact", "requests", 0, 9), Mark("f2", "fact", "outcome", 2, 4), mark(3, 2, 9, "info")])
    found = [(piece.text, piece.facts, piece.fact_kind, piece.findings) for piece in marks.pieces(TEXT, (0, 9))]
    assert found == [
        ("01", ("f1",), "requests", ()),
        ("23", ("f2", "f1"), "outcome", ("3",)),
        ("45678", ("f1",), "requests", ("3",)),
    ]
