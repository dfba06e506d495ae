"""Page numbers alone on their lines: taken out where they count on among prose, left where they may be cells."""

import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.intake.paging import page_places, torn_apart

SENTENCES = "".join(
    f"围绕{kind}类重点工作，县政府办公室梳理公开事项，明确公开的主体和时限，确保内容准确完整，方便群众随时查阅。"
    for kind in "甲乙丙丁戊己庚辛" * 9
)
WIDTH, PAGE = 32, 20


def paged(number: str = "{}", blank: str = "", first: int = 1, skipped: tuple[int, ...] = ()) -> str:
    """The sentences at a fixed width, with the page's number behind every so many lines."""
    lines = [SENTENCES[at : at + WIDTH] for at in range(0, len(SENTENCES), WIDTH)]
    pages = [lines[at : at + PAGE] for at in range(0, len(lines), PAGE)]
    for at, page in enumerate(pages[:-1], first):
        page += [*blank, *([] if at in skipped else [number.format(at)]), *blank]
    return "\n".join(line for page in pages for line in page)


@pytest.mark.parametrize("blank", ["", " "])
@pytest.mark.parametrize("number", ["{}", "   {}  ", "{}/6", "{} / 6", "- {} -", "第{}页"])
def test_a_sentence_goes_on_behind_the_number_of_its_page(number: str, blank: str):
    document = read_bytes(paged(number, blank).encode(), "a.txt")
    assert document.text.replace("。\n", "。") == SENTENCES
    assert [each.text for each in document.furniture] == [number.format(at).strip() for at in range(1, 6)]


def test_a_page_without_its_number_does_not_hide_the_others():
    document = read_bytes(paged(skipped=(3,)).encode(), "a.txt")
    assert document.text.replace("。\n", "。") == SENTENCES
    assert [each.text for each in document.furniture] == ["1", "2", "4", "5"]


def test_text_across_pages_leads_back_to_its_source():
    source = paged()
    document = read_bytes(source.encode(), "a.txt")
    for at, character in enumerate(document.text):
        assert source[document.offsets.to_original(at)] == character


@pytest.mark.parametrize("first", [4, 0])
def test_numbers_that_do_not_begin_with_a_first_page_stay(first: int):
    assert page_places(paged(first=first).split("\n")) == ([] if first else page_places(paged().split("\n"))[1:])


@pytest.mark.parametrize(
    "values",
    [(1, 2), (1, 3, 2), (1, 12, 40), (5, 5, 5), (2, 1, 1)],
    ids=["two", "no order", "too far on", "the same", "back"],
)
def test_numbers_that_do_not_count_on_stay(values: tuple[int, ...]):
    lines = [line for value in values for line in (*["全年工作有序，群众满意，各项任务按期完成"] * PAGE, str(value))]
    assert page_places([*lines, "全年工作有序，群众满意，各项任务按期完成"]) == []


def test_numbers_at_uneven_distances_stay():
    lines = []
    for value, many in enumerate((14, 60, 13), 1):
        lines += [*["全年工作有序，群众满意，各项任务按期完成"] * many, str(value)]
    assert page_places([*lines, "全年工作有序，群众满意，各项任务按期完成"]) == []


def test_cells_that_count_on_stay():
    cells = [line for at in range(1, 9) for line in (*["其他处理的申请", "0"] * 8, "不予处理", str(at), "0")]
    assert page_places(cells) == []
    beside = [line for at in range(1, 9) for line in (*["其他处理的申请"] * 16, str(at), "不予处理的申请")]
    assert page_places(beside) == []


def test_blank_lines_go_only_inside_a_sentence():
    torn = ["县政府办公室梳理公开事项，明确公开的主体", "", "1", " ", "和时限。"]
    assert torn_apart(torn, [2]) == {1, 3}
    assert torn_apart(["县政府办公室梳理公开事项，明确时限。", "", "1", "", "下一句"], [2]) == set()
    assert torn_apart(["其他处理", "", "1", "", "总计"], [2]) == set()
