"""The statutory tables of the 2019 and 2021 forms as grids of cells, filled with given values.

Labels are those of 国办公开办函〔2019〕60号 and 〔2021〕30号. They stand here a second time on purpose: samples must
not be made with the catalog that reads them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

APPLICANTS = ("natural_person", "commercial", "research", "social", "legal_service", "other", "total")
Values = Mapping[str, Mapping[str, str]]
"""Printed cells by metric code and applicant; a code or an applicant that is missing prints `blank`."""


@dataclass(frozen=True)
class Cell:
    """A cell and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


Grid = list[list[Cell]]

RESULTS_2019 = [
    ("（一）予以公开", [("", "outcome.granted")]),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", [("", "outcome.partial")]),
    (
        "（三）不予公开",
        [
            ("1.属于国家秘密", "outcome.denied.state_secret"),
            ("2.其他法律行政法规禁止公开", "outcome.denied.other_law"),
            ("3.危及“三安全一稳定”", "outcome.denied.security_stability"),
            ("4.保护第三方合法权益", "outcome.denied.third_party_rights"),
            ("5.属于三类内部事务信息", "outcome.denied.internal_affairs"),
            ("6.属于四类过程性信息", "outcome.denied.process_information"),
            ("7.属于行政执法案卷", "outcome.denied.enforcement_file"),
            ("8.属于行政查询事项", "outcome.denied.administrative_query"),
        ],
    ),
    (
        "（四）无法提供",
        [
            ("1.本机关不掌握相关政府信息", "outcome.unavailable.not_held"),
            ("2.没有现成信息需要另行制作", "outcome.unavailable.needs_creation"),
            ("3.补正后申请内容仍不明确", "outcome.unavailable.unclear"),
        ],
    ),
    (
        "（五）不予处理",
        [
            ("1.信访举报投诉类申请", "outcome.declined.petition"),
            ("2.重复申请", "outcome.declined.repeated"),
            ("3.要求提供公开出版物", "outcome.declined.publication"),
            ("4.无正当理由大量反复申请", "outcome.declined.excessive"),
            ("5.要求行政机关确认或重新出具已获取信息", "outcome.declined.reconfirmation"),
        ],
    ),
    ("（六）其他处理", [("", "outcome.other")]),
    ("（七）总计", [("", "outcome.total")]),
]
OTHER_2021 = [
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "outcome.other.not_supplemented"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "outcome.other.fee_unpaid"),
    ("3.其他", "outcome.other.misc"),
]
RESULTS_2021 = [(name, OTHER_2021 if name == "（六）其他处理" else rows) for name, rows in RESULTS_2019]
CASES = ("upheld", "corrected", "other", "pending", "total")
CASE_LABELS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def published(values: Values, form: str, blank: str) -> Grid:
    """Table 2 of the form of 2019 or 2021."""

    def row(label: str, stem: str, columns: Sequence[str], spans: Sequence[int] = (1, 1, 1)) -> list[Cell]:
        cells = [_value(values, f"{stem}.{column}", "total", blank) for column in columns]
        return [Cell(label), *(Cell(cell, 1, span) for cell, span in zip(cells, spans, strict=False))]

    def head(article: str, *columns: str, spans: Sequence[int] = (1, 1, 1)) -> Grid:
        labels = [Cell(column, 1, span) for column, span in zip(columns, spans, strict=False)]
        return [[Cell(f"第二十条第（{article}）项", 1, 4)], [Cell("信息内容"), *labels]]

    if form == "2021":
        made, one = ("made", "repealed", "in_force"), (3,)
        return [
            *head("一", "本年制发件数", "本年废止件数", "现行有效件数"),
            row("规章", "regulations", made),
            row("行政规范性文件", "normative_documents", made),
            *head("五", "本年处理决定数量", spans=one),
            row("行政许可", "licensing", ("decisions",), one),
            *head("六", "本年处理决定数量", spans=one),
            row("行政处罚", "penalties", ("decisions",), one),
            row("行政强制", "coercion", ("decisions",), one),
            *head("八", "本年收费金额（单位：万元）", spans=one),
            row("行政事业性收费", "charges", ("amount",), one),
        ]
    made, items = ("made", "newly_published", "published_total"), ("items_last_year", "items_change", "decisions")
    return [
        *head("一", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        row("规章", "regulations", made),
        row("规范性文件", "normative_documents", made),
        *head("五", "上一年项目数量", "本年增/减", "处理决定数量"),
        row("行政许可", "licensing", items),
        row("其他对外管理服务事项", "other_services", items),
        *head("六", "上一年项目数量", "本年增/减", "处理决定数量"),
        row("行政处罚", "penalties", items),
        row("行政强制", "coercion", items),
        *head("八", "上一年项目数量", "本年增/减", spans=(1, 2)),
        row("行政事业性收费", "charges", items[:2], (1, 2)),
        *head("九", "采购项目数量", "采购总金额", spans=(1, 2)),
        row("政府集中采购", "procurement", ("items", "amount"), (1, 2)),
    ]


def requests(values: Values, form: str, blank: str) -> Grid:
    """Table 3: seven columns of applicants; results in 19 rows (2019) or 21 (2021), and what came in and stays."""

    def numbers(code: str) -> list[Cell]:
        return [Cell(_value(values, code, applicant, blank)) for applicant in APPLICANTS]

    results = RESULTS_2021 if form == "2021" else RESULTS_2019
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    bodies = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    grid = [
        [Cell(corner, 3, 3), Cell("申请人情况", 1, 7)],
        [Cell("自然人", 2), Cell("法人或其他组织", 1, 5), Cell("总计", 2)],
        [Cell(body) for body in bodies],
        [Cell("一、本年新收政府信息公开申请数量", 1, 3), *numbers("requests.received")],
        [Cell("二、上年结转政府信息公开申请数量", 1, 3), *numbers("requests.carried_in")],
    ]
    first = [Cell("三、本年度办理结果", sum(len(rows) for _, rows in results))]
    for name, rows in results:
        for index, (label, code) in enumerate(rows):
            group = [Cell(name, len(rows))] if index == 0 and label else [Cell(name, 1, 2)] if not label else []
            grid.append([*first, *group, *([Cell(label)] if label else []), *numbers(code)])
            first = []
    return [*grid, [Cell("四、结转下年度继续办理", 1, 3), *numbers("requests.carried_out")]]


def disputes(values: Values, blank: str) -> Grid:
    """Table 4: one row of fifteen numbers under three heads."""
    stems = ("review", "litigation.direct", "litigation.after_review")
    numbers = [Cell(_value(values, f"{stem}.{case}", "total", blank)) for stem in stems for case in CASES]
    return [
        [Cell("行政复议", 1, 5), Cell("行政诉讼", 1, 10)],
        [*(Cell(label, 2) for label in CASE_LABELS), Cell("未经复议直接起诉", 1, 5), Cell("复议后起诉", 1, 5)],
        [Cell(label) for label in CASE_LABELS * 2],
        numbers,
    ]


def _value(values: Values, code: str, applicant: str, blank: str) -> str:
    return values.get(code, {}).get(applicant, blank)
