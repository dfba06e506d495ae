"""Tables of a report that nobody published, and the layouts that such tables are met in."""

from collections.abc import Callable, Sequence

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.intake.document import Cell, Document, Grid

Row = tuple[str, ...]

PROACTIVE_2021 = """第二十条第（一）项
信息内容 / 本年制发件数 / 本年废止件数 / 现行有效件数
规章 / 0 / 1 / 12
行政规范性文件 / 14 / 5 / 167
第二十条第（五）项
信息内容 / 本年处理决定数量
行政许可 / 1,550
第二十条第（六）项
信息内容 / 本年处理决定数量
行政处罚 / 419
行政强制 / 0
第二十条第（八）项
信息内容 / 本年收费金额（单位：万元）
行政事业性收费 / 730.28"""

PROACTIVE_2021_CELLS = {
    "regulations.made": 0,
    "regulations.repealed": 1,
    "regulations.in_force": 12,
    "normative_documents.made": 14,
    "normative_documents.repealed": 5,
    "normative_documents.in_force": 167,
    "licensing.decisions": 1550,
    "penalties.decisions": 419,
    "coercion.decisions": 0,
    "charges.amount": 730.28,
}

PROACTIVE_2019 = """第二十条第（一）项
信息内容 / 本年新制作数量 / 本年新公开数量 / 对外公开总数量
规章 / 0 / 0 / 3
规范性文件 / 6 / 5 / 36
第二十条第（五）项
信息内容 / 上一年项目数量 / 本年增/减 / 处理决定数量
行政许可 / 21 / +3 / 1480
其他对外管理服务事项 / 8 / －2 / 77
第二十条第（六）项
信息内容 / 上一年项目数量 / 本年增/减 / 处理决定数量
行政处罚 / 130 / 减4 / 25
行政强制 / 9 / 0 / 0
第二十条第（八）项
信息内容 / 上一年项目数量 / 本年增/减
行政事业性收费 / 2 / -1
第二十条第（九）项
信息内容 / 采购项目数量 / 采购总金额
政府集中采购 / 6 / 251000元"""

PROACTIVE_2019_CELLS = {
    "regulations.made": 0,
    "regulations.newly_published": 0,
    "regulations.published_total": 3,
    "normative_documents.made": 6,
    "normative_documents.newly_published": 5,
    "normative_documents.published_total": 36,
    "licensing.items_last_year": 21,
    "licensing.items_change": 3,
    "licensing.decisions": 1480,
    "other_services.items_last_year": 8,
    "other_services.items_change": -2,
    "other_services.decisions": 77,
    "penalties.items_last_year": 130,
    "penalties.items_change": -4,
    "penalties.decisions": 25,
    "coercion.items_last_year": 9,
    "coercion.items_change": 0,
    "coercion.decisions": 0,
    "charges.items_last_year": 2,
    "charges.items_change": -1,
    "procurement.items": 6,
    "procurement.amount": 25.1,
}

HEAD = """（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） / 申请人情况
自然人 / 法人或其他组织 / 总计
商业企业 / 科研机构 / 社会公益组织 / 法律服务机构 / 其他
"""

REQUESTS = """requests.received = 一、本年新收政府信息公开申请数量 = 40 3 0 1 2 0 46
requests.carried_in = 二、上年结转政府信息公开申请数量 = 5 0 0 0 0 0 5
outcome.granted = 三、本年度办理结果 / （一）予以公开 = 12 1 0 1 0 0 14
outcome.partial = （二）部分公开（区分处理的，只计这一情形，不计其他情形） = 6 0 0 0 1 0 7
outcome.denied.state_secret = （三）不予公开 / 1.属于国家秘密 = 1 0 0 0 0 0 1
outcome.denied.other_law = 2.其他法律行政法规禁止公开 = 0 0 0 0 0 0 0
outcome.denied.security_stability = 3.危及“三安全一稳定” = 0 0 0 0 0 0 0
outcome.denied.third_party_rights = 4.保护第三方合法权益 = 2 1 0 0 0 0 3
outcome.denied.internal_affairs = 5.属于三类内部事务信息 = 0 0 0 0 0 0 0
outcome.denied.process_information = 6.属于四类过程性信息 = 1 0 0 0 0 0 1
outcome.denied.enforcement_file = 7.属于行政执法案卷 = 0 0 0 0 0 0 0
outcome.denied.administrative_query = 8.属于行政查询事项 = 3 0 0 0 0 0 3
outcome.unavailable.not_held = （四）无法提供 / 1.本机关不掌握相关政府信息 = 9 1 0 0 1 0 11
outcome.unavailable.needs_creation = 2.没有现成信息需要另行制作 = 1 0 0 0 0 0 1
outcome.unavailable.unclear = 3.补正后申请内容仍不明确 = 0 0 0 0 0 0 0
outcome.declined.petition = （五）不予处理 / 1.信访举报投诉类申请 = 4 0 0 0 0 0 4
outcome.declined.repeated = 2.重复申请 = 2 0 0 0 0 0 2
outcome.declined.publication = 3.要求提供公开出版物 = 0 0 0 0 0 0 0
outcome.declined.excessive = 4.无正当理由大量反复申请 = 0 0 0 0 0 0 0
outcome.declined.reconfirmation = 5.要求行政机关确认或重新出具已获取信息 = 0 0 0 0 0 0 0
"""

OTHER_2019 = "outcome.other = （六）其他处理 = 1 0 0 0 0 0 1\n"

OTHER_2021 = """outcome.other.not_supplemented = （六）其他处理 / 1.申请人无正当理由逾期不补正 = 1 0 0 0 0 0 1
outcome.other.fee_unpaid = 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其申请 = 0 0 0 0 0 0 0
outcome.other.misc = 3.其他 = 0 0 0 0 0 0 0
"""

END = """outcome.total = （七）总计 = 42 3 0 1 2 0 48
requests.carried_out = 四、结转下年度继续办理 = 3 0 0 0 0 0 3"""

REMEDIES = """行政复议 / 行政诉讼
结果维持 / 结果纠正 / 其他结果 / 尚未审结 / 总计 / 未经复议直接起诉 / 复议后起诉
结果维持 / 结果纠正 / 其他结果 / 尚未审结 / 总计 / 结果维持 / 结果纠正 / 其他结果 / 尚未审结 / 总计
4 / 1 / 0 / 2 / 7 / 1 / 0 / 0 / 0 / 1 / 2 / 0 / 1 / 0 / 3"""

REMEDIES_CELLS = {
    f"{block}.{key}": value
    for block, values in (
        ("review", (4, 1, 0, 2, 7)),
        ("litigation.direct", (1, 0, 0, 0, 1)),
        ("litigation.after_review", (2, 0, 1, 0, 3)),
    )
    for key, value in zip(("upheld", "corrected", "other", "pending", "total"), values, strict=True)
}

BEFORE = "一、总体情况\n本机关全年主动公开信息118条，收到申请46件，上年结转5件。\n二、主动公开政府信息情况\n"
BETWEEN = ("三、收到和处理政府信息公开申请情况\n", "四、政府信息公开行政复议、行政诉讼情况\n")
AFTER = "五、存在的主要问题及改进情况\n解读不多，2024年将增加。\n六、其他需要报告的事项\n收取信息处理费0元。\n"


def rows_of(table: str) -> list[Row]:
    """Rows of a table written with / between its cells (本年增/减 is one cell)."""
    return [tuple(line.replace("增/减", "增∕减").split(" / ")) for line in table.split("\n")]


def request_rows(edition: str = "2021") -> list[Row]:
    """Table 3 as rows of cells, head included."""
    body = REQUESTS + (OTHER_2019 if edition == "2019" else OTHER_2021) + END
    rows = rows_of(HEAD.rstrip("\n"))
    for line in body.split("\n"):
        _, labels, values = line.split(" = ")
        rows.append((*labels.split(" / "), *values.split()))
    return rows


def request_cells(edition: str = "2021") -> dict[tuple[str, str], float]:
    """What table 3 prints, by metric and applicant."""
    body = REQUESTS + (OTHER_2019 if edition == "2019" else OTHER_2021) + END
    cells = {}
    for line in body.split("\n"):
        metric, _, values = line.split(" = ")
        for applicant, value in zip(APPLICANTS, values.split(), strict=True):
            cells[metric, applicant] = float(value)
    return cells


def all_tables(edition: str = "2021") -> list[list[Row]]:
    """Tables 2, 3 and 4 of a report."""
    proactive = PROACTIVE_2019 if edition == "2019" else PROACTIVE_2021
    return [rows_of(proactive), request_rows(edition), rows_of(REMEDIES)]


def all_cells(edition: str = "2021") -> dict[tuple[str, str], float]:
    """What the three tables print."""
    proactive = PROACTIVE_2019_CELLS if edition == "2019" else PROACTIVE_2021_CELLS
    single = {(metric, "total"): float(value) for metric, value in (proactive | REMEDIES_CELLS).items()}
    return single | request_cells(edition)


def report(tables: Sequence[Sequence[Row]], layout: Callable[[Row, int], str]) -> str:
    """A whole report with the tables in `layout` (a row and the table's count of columns give its text)."""
    parts = []
    for number, table in enumerate(tables):
        width = max(map(len, table))
        parts.append("".join(layout(row, width) for row in table).replace("∕", "/"))
        parts.append(BETWEEN[number] if number < len(BETWEEN) else AFTER)
    return BEFORE + "".join(parts)


LAYOUTS: dict[str, Callable[[Row, int], str]] = {
    "a row a line": lambda row, _: " ".join(row) + "\n",
    "a cell a line": lambda row, _: "\n\n".join(row) + "\n\n",
    "all on one line": lambda row, _: " ".join(row) + " ",
    "glued to the label": lambda row, _: glued(row),
    "tabs": lambda row, _: "\t".join(row) + "\n",
    "tabs, line breaks lost": lambda row, _: "\t".join(row) + " ",
    "bars": lambda row, width: " | ".join(row) + " | " + "|" * (width - len(row)) + "\n",
    "bars, a cell a line": lambda row, width: "".join(f"{cell} |\n" for cell in row) + "|" * (width - len(row)) + "\n",
    "commas": lambda row, _: ",".join(cell.replace(",", "") for cell in row) + "\n",
}


def glued(row: Row) -> str:
    """A row whose separators are lost between labels and the first number."""
    first = next((at for at, cell in enumerate(row) if cell[0].isdigit() and "." not in cell[:2]), len(row))
    return "".join(row[:first]) + " ".join(row[first:]) + "\n"


def document(text: str, **fields: object) -> Document:
    """A document of clean text."""
    return Document("0" * 64, "report.txt", "text/plain", "utf-8", len(text.encode()), text, **fields)  # type: ignore[arg-type]


def grid_document(tables: Sequence[Sequence[Row]], joints: Sequence[str] = BETWEEN) -> Document:
    """A document with a grid for each table; a cell "text*3" spans three columns, "text*2^4" four rows, too."""
    text, grids = BEFORE, []
    for number, table in enumerate(tables):
        start, cells, taken = len(text), [], set()
        for at, row in enumerate(table):
            column = 0
            for cell in row:
                while (at, column) in taken:
                    column += 1
                content, _, spans = cell.partition("*")
                wide, _, high = spans.partition("^")
                width, height = int(wide or 1), int(high or 1)
                taken |= {(at + down, column + right) for down in range(height) for right in range(width)}
                cells.append(Cell(at, column, height, width, len(text), len(text) + len(content)))
                text += content + "\t"
                column += width
            text += "\n"
        columns = max((column for _, column in taken), default=0) + 1
        grids.append(Grid(tuple(cells), len(table), columns, start, len(text), "html"))
        text += joints[number] if number < len(joints) else AFTER
    return document(text, grids=tuple(grids))


def cells_of(reading: object) -> dict[tuple[str, str], float]:
    """Facts by metric and applicant; a metric that stands twice is an error of the test's subject."""
    facts = reading.facts  # type: ignore[attr-defined]
    found = {(fact.metric, fact.applicant): fact.low for fact in facts}
    assert len(found) == len(facts)
    return found
