"""Lines of prose without numbers are taken at once, as the slower way through words and cells takes them."""

import pytest

from gd_pipeline.reading.tables.flattened import _read_line, text_runs
from gd_pipeline.reading.tables.recognise import signs_of
from gd_pipeline.reading.tables.runs import RunBuilder

_LINES = [
    "我局按照要求及时更新信息公开目录，并在网站首页设立专栏",
    "我局按照要求及时更新信息公开目录，并在网站首页设立专栏。",
    "　　全年没有收到申请；各科室按照分工落实责任。下一步将继续完善制度",
    "（一）部分公开（区分处理的，只计这一情形，不计其他情形）以及其他情形",
    "各科室按照分工落实责任，" * 12 + "全部完成。",
    "各科室按照分工落实责任，" * 30 + "全部完成。其余待续",
    "无" + "其他需要报告的事项，也没有其他需要说明的事项。",
]


@pytest.mark.parametrize("line", _LINES)
def test_a_line_of_prose_is_taken_as_by_its_words(line: str) -> None:
    slow = RunBuilder()
    slow.label(0, 0, 0)
    _read_line(line, 0, line, slow)
    slow.close()
    fast = text_runs(line, 0, len(line))
    pieces = [[span for span in run.pieces if span != (0, 0)] for run in slow.runs]
    assert [run.pieces for run in fast] == [spans for spans in pieces if spans]
    assert not any(run.slots for run in fast)


def test_prose_that_ends_a_sentence_parts_the_label_before_it_from_the_cells_behind_it() -> None:
    runs = text_runs("公开信息数\n各科室按照分工落实责任，工作取得了较好的成效。\n12", 0, 40)
    assert [(len(run.pieces), len(run.slots)) for run in runs] == [(1, 0), (0, 1)]


def test_a_long_line_of_prose_before_a_table_is_no_part_of_it() -> None:
    prose = "各科室按照分工落实责任，" * 30 + "公开信息12条。"
    runs = text_runs(f"{prose}规章\n3", 0, len(prose) + 4)
    assert [(run.pieces, len(run.slots)) for run in runs if run.slots] == [([(len(prose), len(prose) + 2)], 1)]


def test_a_preface_that_names_the_parts_of_the_report_is_no_sign_of_a_table() -> None:
    preface = "本报告由总体情况、行政复议和行政诉讼情况等部分组成。"
    heads = "结果维持 结果纠正 其他结果 尚未审结 总计"
    assert signs_of(preface + heads, ())["review_litigation"].first == len(preface)
    behind = f"复议1件，尚未审结。{preface}"
    assert signs_of(behind, ())["review_litigation"].last == behind.index("行政诉讼情况")
    assert signs_of(preface, ())["review_litigation"].first == preface.index("行政诉讼情况")
