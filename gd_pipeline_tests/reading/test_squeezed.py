import pytest

from gd_pipeline.reading.squeezed import squeeze, squeezed_text


@pytest.mark.parametrize(
    ("source", "text", "lines"),
    [
        ("洪 泽|2019\n\n 年报 ", "洪泽2019年报", ["洪泽", "2019", "年报"]),
        ("洪(hóng)泽\t区", "洪泽区", ["洪泽", "区"]),
        ("洪（hóng）泽 (hong)区（甲）", "洪泽区（甲）", ["洪泽区（甲）"]),
        (" \n ", "", [""]),
    ],
)
def test_blanks_and_pinyin_are_left_out_and_lines_are_kept(source: str, text: str, lines: list[str]) -> None:
    squeezed = squeeze(source)
    assert squeezed.text == text == squeezed_text(source)
    assert [squeezed.line(number) for number in range(len(squeezed.starts))] == lines


def test_offsets_lead_back_to_the_text() -> None:
    source = "前 言|\n 洪 泽\t年报"
    for squeezed in (squeeze(source, 2), squeeze(source, 2, breaks=True)):
        at = squeezed.text.index("年报")
        assert source[slice(*squeezed.span(at, at + 2))] == "年报"
        assert [source[start] for start in squeezed.line_starts] == ["言", " ", "年"]


@pytest.mark.parametrize("source", ["洪 泽\t|\n 年报\n\n二○一 九", "洪(hóng)泽\n年 报", "\n \n\t", "年报", ""])
@pytest.mark.parametrize("breaks", [False, True])
def test_a_shorter_piece_is_as_if_squeezed_by_itself(source: str, breaks: bool) -> None:
    """Wherever it is cut: in a line, in blanks, behind all of them."""
    whole = squeeze(source)
    for end in range(len(source) + 2):
        assert whole.until(end, breaks) == squeeze(source, 0, end, breaks)
