"""The tables of a form, filled with a report's values; what the form prints is data (rows.csv, heads.toml)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.synth.data_files import FormRow, form_rows, heads
from gd_pipeline.synth.grid import CAPTION, DATA, HEAD, Label, Row, Table
from gd_pipeline.synth.truth import TOTAL, Key, Number, Truth, Values

_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_PERSONS = (("自然人",), ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"), ("总计",))
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_RESULT_CODES = ("upheld", "corrected", "other", "pending", "total")
_SIGNED = ("items_change",)
_ASCII = str.maketrans("（）：；／", "():;/")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How an issuer types the form's words: which of a label's variants, ASCII brackets, `1.` `1、` or `1．`."""

    other_labels: bool = False
    ascii: bool = False
    after_number: str = "."
    twentieth_space: str = ""

    def label(self, row: FormRow) -> str:
        """The row's label in this spelling."""
        text = row.others[0] if self.other_labels and row.others else row.label
        if self.after_number != "." and text[1:2] == ".":
            text = text[0] + self.after_number + text[2:]
        return self.spelt(text)

    def spelt(self, text: str) -> str:
        """`text` with this spelling's brackets."""
        if self.twentieth_space and text.startswith("第二十条"):
            text = text.replace("第二十条", "第二十条" + self.twentieth_space, 1)
        return text.translate(_ASCII) if self.ascii else text


@dataclass(frozen=True, slots=True)
class Wording:
    """How an issuer fills the form: its spelling, the signs of ±, the unit that 采购总金额 names.

    `provincial` are the columns of the older table: `year`, `part_year` (本期实际 and 本年累计), `year_all` (the year
    and 历年累计).
    """

    spelling: Spelling = Spelling()
    plus: str = "+"
    minus: str = "-"
    amount_unit: str = "元"
    provincial: str = "year"


def tables(truth: Truth, wording: Wording) -> list[Table]:
    """The tables that the form prints, in printed order, with the report's values (misprints included).

    Rows without values are shared between reports: damages put others in their place.
    """
    values = truth.values if not truth.misprints else {**truth.values, **truth.misprints}
    spelling = wording.spelling
    if truth.form in ("2019", "2021"):
        table3 = "2019" if "single_other" in truth.variants else truth.form
        plans = [_table2(truth.form, spelling), _table3(table3, spelling), _table4()]
    elif truth.form == "2014":
        plans = [_table2014(spelling)]
    else:
        plans = [_provincial(spelling, wording.provincial, truth.report_year)] if "provincial" in truth.variants else []
    return [_filled(plan, values, wording) for plan in plans]


def number(value: Number) -> str:
    """A number as a cell prints it."""
    return str(value) if isinstance(value, int) else f"{value:.10g}"


def _filled(plan: Table, values: Values, wording: Wording) -> Table:
    rows = [
        Row(row.kind, row.labels, _texts(row, values, wording), row.keys, row.spans, row.indent) if row.keys else row
        for row in plan.rows
    ]
    return Table(plan.name, plan.columns, rows, plan.title)


def _texts(row: Row, values: Values, wording: Wording) -> list[str]:
    if len(row.keys) == 7:
        return [str(values[key]) for key in row.keys]  # type: ignore[index]
    texts = [_text(key, values, wording) for key in row.keys if key is not None]
    if None not in row.keys:
        return texts
    other = {"part_year": int(texts[0]) // 3, "year_all": int(texts[0]) * 3}[wording.provincial]
    return [str(other), *texts] if row.keys[0] is None else [*texts, str(other)]


def _text(key: Key, values: Values, wording: Wording) -> str:
    value = values[key]
    if key[0].endswith(_SIGNED) and value:
        return (wording.plus if value > 0 else wording.minus) + number(abs(value))
    if key[0] == "procurement.amount" and value:
        return number(value) + "万元" if wording.amount_unit == "万元" else number(round(value * 10000, 2)) + "元"
    return number(value)


def _rows(table: str, edition: str) -> Iterator[FormRow]:
    return (row for row in form_rows() if row.table == table and edition in row.editions)


def _totals(codes: tuple[str, ...]) -> tuple[Key | None, ...]:
    return tuple((code, TOTAL) for code in codes)


@lru_cache(maxsize=64)
def _table2(form: str, spelling: Spelling) -> Table:
    printed: list[Row] = []
    groups = {entry.group: entry.heads for entry in heads()[0] if form in entry.editions}
    for group, rows in groupby(_rows("t2", form), key=lambda row: row.group):
        spans = _spans(len(groups[group]) - 1)
        printed.append(Row(HEAD, (Label(spelling.spelt(group), 4),)))
        names = [spelling.spelt(head) for head in groups[group]]
        printed.append(Row(HEAD, tuple(Label(n, w) for n, w in zip(names, (1, *spans), strict=True))))
        printed += [Row(DATA, (Label(spelling.label(row)),), [], _totals(row.codes), spans) for row in rows]
    return Table("t2", 4, printed)


def _spans(cells: int) -> tuple[int, ...]:
    return {1: (3,), 2: (1, 2), 3: (1, 1, 1)}[cells]


@lru_cache(maxsize=64)
def _table3(form: str, spelling: Spelling) -> Table:
    natural, corporate, total = _PERSONS
    printed = [
        Row(HEAD, (Label(spelling.spelt(_CORNER), 3, 3), Label("申请人情况", 7))),
        Row(HEAD, (Label(natural[0], 1, 2), Label("法人或其他组织", 5), Label(total[0], 1, 2))),
        Row(HEAD, tuple(Label(name) for name in corporate)),
    ]
    rows = list(_rows("t3", form))
    results = len(rows) - 3
    for group, members in groupby(rows, key=lambda row: row.group):
        several = list(members)
        for place, row in enumerate(several):
            labels = _stubs(spelling, group, row, len(several) if not place else 0)
            if row.codes[0] == "outcome.granted":
                labels = (Label("三、本年度办理结果", 1, results, narrow=True), *labels)
            printed.append(Row(DATA, labels, [], tuple((row.codes[0], person) for person in APPLICANTS)))
    return Table("t3", 10, printed)


def _stubs(spelling: Spelling, group: str, row: FormRow, members: int) -> tuple[Label, ...]:
    label = spelling.label(row)
    if len(group) == 1:
        return (Label(label, 3),)
    if not group:
        return (Label(label, 2),)
    return (Label(spelling.spelt(group), 1, members), Label(label)) if members else (Label(label),)


@lru_cache(maxsize=64)
def _table4() -> Table:
    blocks = next(_rows("t4", "2021")).codes
    keys: tuple[Key | None, ...] = tuple((f"{block}.{code}", TOTAL) for block in blocks for code in _RESULT_CODES)
    return Table(
        "t4",
        15,
        [
            Row(HEAD, (Label("行政复议", 5), Label("行政诉讼", 10))),
            Row(
                HEAD,
                (*(Label(name, 1, 2) for name in _RESULTS), Label("未经复议直接起诉", 5), Label("复议后起诉", 5)),
            ),
            Row(HEAD, tuple(Label(name) for name in _RESULTS * 2)),
            Row(DATA, (), [], keys),
        ],
    )


@lru_cache(maxsize=64)
def _table2014(spelling: Spelling) -> Table:
    printed = [Row(HEAD, (Label("统计指标"), Label("单位"), Label("统计数")))]
    for row in _rows("t2014", "2014"):
        labels = (Label(spelling.label(row)), Label(row.unit))
        if row.codes:
            printed.append(Row(DATA, labels, [], _totals(row.codes), (1,), int(row.group or 0)))
        else:
            printed.append(Row(CAPTION, (*labels, Label("")), indent=int(row.group or 0)))
    return Table("t2014", 3, printed, "政府信息公开情况统计表")


_PROVINCIAL = {"year": ("本年累计",), "part_year": ("本期实际", "本年累计"), "year_all": ("{year}年度", "历年累计")}


@lru_cache(maxsize=64)
def _provincial(spelling: Spelling, columns: str, report_year: int) -> Table:
    years = (head.replace("{year}", str(report_year)) for head in _PROVINCIAL[columns])
    heads = ("指标名称", "计量单位", "代码", *years)
    printed = [Row(HEAD, tuple(Label(head) for head in heads))]
    for place, row in enumerate(_rows("prov", "narrative"), start=1):
        labels = (Label(spelling.label(row)), Label(row.unit), Label(f"{place:02d}"))
        key = (row.codes[0], TOTAL)
        keys = {"year": (key,), "part_year": (None, key), "year_all": (key, None)}[columns]
        printed.append(Row(DATA, labels, [], keys, (1,) * len(keys), int(row.group or 0)))
    return Table("prov", len(heads), printed, "政府信息公开情况统计报表")
