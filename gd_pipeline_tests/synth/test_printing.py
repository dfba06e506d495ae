"""Layouts: every cell is printed, in order; the same seed prints the same bytes; files are well formed."""

import io
import re
import zipfile

import pypdfium2
import pytest
from lxml import etree

from gd_pipeline.synth import Written, draw, write
from gd_pipeline.synth.draw import draw_series
from gd_pipeline.synth.printing import LAYOUTS
from gd_pipeline.synth.tables import number
from gd_pipeline.synth.truth import FORMS, Truth


def text_of(written: Written) -> str:
    if written.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(written.content)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    if written.suffix == ".docx":
        document = zipfile.ZipFile(io.BytesIO(written.content)).read("word/document.xml")
        return "\n".join(node.text or "" for node in etree.fromstring(document).iter("{*}t"))
    return written.content.decode(written.encoding)


def row_of(truth: Truth, metric: str) -> list[str]:
    people = ("natural_person", "commercial", "research", "social", "legal_service", "other", "total")
    return [number(truth.value(metric, person)) for person in people]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_number_is_printed(layout: str, form: str) -> None:
    written = write(draw(11, form), layout, ())
    digits = re.sub(r"<[^>]*>|[\s|,]", "", text_of(written))
    for key, value in written.cells().items():
        if key[0] != "procurement.amount":
            assert number(abs(value)) in digits, key
    assert not written.lost()


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name not in ("sentences",)])
def test_rows_of_table_3_keep_their_order(layout: str) -> None:
    truth = draw(16, "2021", "prefecture")
    printed = text_of(write(truth, layout, ())).replace("</span><span>", "")
    text = re.sub(r"<[^>]*>|\||&nbsp;|,", " ", printed)
    for metric in ("requests.received", "outcome.granted", "outcome.declined.repeated", "outcome.total"):
        assert re.search(r"(?<!\d)" + r"\s+".join(row_of(truth, metric)) + r"(?!\d)", text), metric


@pytest.mark.parametrize("columns", ["year", "part_year", "year_all"])
def test_an_older_table_told_in_sentences_tells_the_year(columns: str) -> None:
    truth = next(truth for truth in (draw(seed, "narrative") for seed in range(200)) if _columns(truth) == columns)
    written = write(truth, "sentences", (), "utf-8")
    lines = text_of(written).split("\n")
    table = written.draft.table("prov")
    assert table is not None
    for row in table.data():
        values = [number(truth.values[key]) for key in row.keys if key is not None]
        assert f"{row.labels[0].text}：{values[0]}" in lines


def _columns(truth: Truth) -> str:
    return write(truth, "sentences", ()).draft.wording.provincial if "provincial" in truth.variants else ""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_seed_prints_the_same_bytes(layout: str) -> None:
    first, second = (write(draw(12, "2019"), layout) for _ in range(2))
    assert first.content == second.content
    assert first.gold() == second.gold()
    assert first.content != write(draw(13, "2019"), layout).content


@pytest.mark.parametrize("layout", [name for name, layout in LAYOUTS.items() if layout.family != "file"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_texts_are_encoded_as_said(layout: str, encoding: str) -> None:
    written = write(draw(14), layout, (), encoding)
    assert written.encoding == encoding
    assert "政府信息公开" in written.content.decode(encoding)


def test_a_web_page_has_the_spans_of_the_form() -> None:
    page = text_of(write(draw(15, "2021"), "html", (), "utf-8"))
    assert 'colspan="7"' in page
    assert 'rowspan="8"' in page
    assert page.count("<tr>") == page.count("</tr>")


def test_a_word_file_keeps_merged_cells() -> None:
    content = write(draw(15, "2021"), "docx", ()).content
    document = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert 'w:gridSpan w:val="7"' in document
    assert 'w:vMerge w:val="restart"' in document


def test_a_series_prints_the_same_issuer() -> None:
    names = {write(truth, "cell_lines", (), "utf-8").gold()["issuer"] for truth in draw_series(3, range(2021, 2024))}
    assert len(names) == 1


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(KeyError):
        write(draw(1), "sideways")
