"""A report as Markdown, as converters leave it: pipe tables with spans repeated or blank, tables headed and split."""

from collections.abc import Callable
from random import Random

from gd_pipeline.synth.draft import HEADING, TITLE, Draft
from gd_pipeline.synth.grid import DATA, HEAD, PAGE, Table, matrix

_TABLE4 = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
_NAMES = {"t2": "表二", "t3": "表三", "t4": "表四"}


def markdown(draft: Draft, rng: Random) -> str:
    """Pipe tables with a rule line; the cells that a span covers repeat it, or are blank."""
    repeats = rng.random() < 0.4
    return _document(draft, rng, lambda table: _pipes(matrix(table, across=repeats), ruled=True))


def markdown_parts(draft: Draft, rng: Random) -> str:
    """Tables with headings of their own, table 3 without its caption rows, table 4 in three tables of five columns."""
    return _document(draft, rng, _headed)


def _document(draft: Draft, rng: Random, printed: Callable[[Table], str]) -> str:
    mark = "# " if rng.random() < 0.3 else "## "
    found: list[str] = []
    for block in draft.blocks:
        if block.table is not None:
            found.append(printed(block.table))
        elif block.kind == TITLE:
            found.append("# " + block.text.replace("\n", "\n# "))
        elif block.kind == HEADING:
            found.append(mark * (block.level == 1) + "#" * (block.level > 1) + mark * (block.level > 1) + block.text)
        else:
            found.append(block.text)
    return "\n\n".join(found) + "\n"


def _pipes(grid: list[list[str]], ruled: bool) -> str:
    lines = [f"| {' | '.join(line)} |" for line in grid]
    if ruled:
        lines.insert(1, "|" + "---|" * len(grid[0]))
    return "\n".join(lines)


def _headed(table: Table) -> str:
    if table.name == "t4":
        return "\n\n".join(_fifths(table))
    if table.name == "t3":
        heads = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
        rows = [[row.labels[-1].text, *row.values] for row in table.rows if row.kind not in (HEAD, PAGE)]
        return f"## {_NAMES['t3']}：\n\n" + _pipes([heads, *rows], ruled=True)
    title = f"## {_NAMES[table.name]}：\n\n" if table.name in _NAMES else ""
    return title + _pipes(matrix(table), ruled=True)


def _fifths(table: Table) -> list[str]:
    row = next(row for row in table.rows if row.kind == DATA)
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [
        f"### {name}\n\n" + _pipes([heads, row.values[5 * place : 5 * place + 5]], ruled=True)
        for place, name in enumerate(_TABLE4)
    ]
