"""A warehouse of many reports, made by SQL, to see how the review app stands up to it: `python -m tools.big_warehouse`.

Divisions are real, everything they print is made up: numbers from hashes, sentences of our own put together at random.
"""

import argparse
from datetime import datetime
from pathlib import Path

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.divisions import divisions
from gd_pipeline.catalog.forms import statutory_cells
from gd_pipeline.catalog.indicators import indicators
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.warehouse.connection import opener

YEARS = range(2008, 2026)
NOW = datetime(2026, 1, 1)
PARAGRAPHS = 60
"""Of 130 characters, in a report: with its numbers about 8,000 characters, 23 KB."""
SUBJECTS = [
    "办公室", "各部门", "各镇街", "政务服务大厅", "政府网站",
    "新媒体账号", "档案馆", "图书馆", "业务科室", "主管领导",
]  # fmt: skip
VERBS = [
    "认真落实", "持续推进", "不断完善", "统筹安排", "及时回应",
    "依法办理", "逐项梳理", "定期检查", "集中培训", "公开发布",
]  # fmt: skip
OBJECTS = [
    "年度工作要点", "重点领域信息", "规范性文件", "财政预决算", "行政许可结果",
    "政策解读材料", "热点问题", "依申请公开件", "目录和指南", "监督保障措施",
]  # fmt: skip
ENDS = [
    "成效明显", "群众满意", "有待加强", "逐步规范", "进展顺利",
    "运行平稳", "责任到人", "按时完成", "形成制度", "留有台账",
]  # fmt: skip
LAYOUT = '{"grids":[],"furniture":[],"offsets":[[0],[0]],"pages":[],"metadata":{},"repairs":[]}'

PLAN = """
CREATE TEMP TABLE plan AS
SELECT row_number() OVER (ORDER BY year, place) AS no, year, place, issuer_id, issuer, code, level,
    CASE WHEN year < 2014 THEN 'narrative' WHEN year < 2019 THEN '2014' WHEN year < 2021 THEN '2019' ELSE '2021' END
        AS form, md5(year || '/' || place) AS document_id, issuer || year || '年政府信息公开工作年度报告' AS title
FROM issuers, unnest($years::INTEGER[]) AS y(year) WHERE place < $issuers
"""
CELLS = """
CREATE TEMP TABLE cells AS
SELECT *, row_number() OVER (PARTITION BY form ORDER BY metric, applicant) - 1 AS spot FROM (
    SELECT unnest($forms::VARCHAR[]) AS form, unnest($metrics::VARCHAR[]) AS metric,
        unnest($applicants::VARCHAR[]) AS applicant, unnest($units::VARCHAR[]) AS unit)
"""
REPORTS = """
INSERT INTO core.reports BY NAME
SELECT document_id[1:24] || '-1' AS report_id, document_id, title, issuer, issuer_id, code AS issuer_code,
    level AS issuer_level, year AS report_year, form, make_date(year, 1, 1) AS period_start,
    make_date(year, 12, 31) AS period_end, make_date(year + 1, 3, 1 + (no % 28)::INTEGER) AS published_on,
    'official' AS source_tier, (SELECT count(*) FROM cells c WHERE c.form = p.form)::INTEGER AS facts, 9 AS leftovers
FROM plan p WHERE year = $year ORDER BY no
"""
FACTS = """
INSERT INTO core.facts BY NAME
SELECT document_id[1:24] || '-1' AS report_id, (c.spot + 1)::INTEGER AS fact_no, year AS report_year, c.metric,
    c.applicant, value::DOUBLE AS low, value::DOUBLE AS high, c.unit,
    CASE WHEN p.form = 'narrative' THEN 'narrative' ELSE 'table' END AS origin, 'requests' AS section,
    length(title) + 1 + c.spot * 8 AS start_char, length(title) + 6 + c.spot * 8 AS end_char,
    lpad(value::VARCHAR, 5, ' ') AS text
FROM (SELECT *, (hash(no, spot) % 4000 * (hash(spot) % 7 + 1) / (place % 40 + 1))::INTEGER AS value
    FROM plan p JOIN cells c USING (form) WHERE year = $year) p JOIN cells c USING (form, spot) ORDER BY no, c.spot
"""
DOCUMENTS = """
INSERT INTO raw.documents BY NAME
SELECT document_id, 'text/html' AS media_type, 'utf-8' AS encoding, 23000 AS size_bytes,
    title || chr(10) || numbers || chr(10) || body AS text, $layout AS layout, year AS report_year,
    [year] AS report_years, 'bench' AS reader_version, $now::TIMESTAMP AS first_seen_at
FROM plan p JOIN (
    SELECT report_id[1:24] AS id, string_agg(text || '件； ', '' ORDER BY fact_no)
        AS numbers FROM core.facts WHERE report_year = $year GROUP BY ALL) f ON f.id = p.document_id[1:24]
JOIN (SELECT no, string_agg(paragraph, chr(10) ORDER BY k) AS body
    FROM (SELECT no, k, (hash(no, k) % 400)::BIGINT AS id
        FROM plan, unnest(range($paragraphs)) AS r(k) WHERE year = $year) n JOIN paragraphs USING (id) GROUP BY no
) b USING (no)
WHERE year = $year ORDER BY no
"""
SOURCES = """
INSERT INTO raw.sources BY NAME SELECT document_id, 'reports/' || code || '/' || year || '/' || no || '.html' AS source,
    'reports/' || code || '/' || year || '/' || no || '.html' AS file, $now::TIMESTAMP AS first_seen_at
FROM plan WHERE year = $year
"""
SECTIONS = """
INSERT INTO core.sections BY NAME
SELECT document_id[1:24] || '-1' AS report_id, k::INTEGER AS section_no, year AS report_year, 'requests' AS section,
    1 AS level, '第' || k || '部分' AS heading, (k - 1) * 900 AS start_char, k * 900 AS end_char
FROM plan, unnest(range(1, 7)) AS r(k) WHERE year = $year ORDER BY no, k
"""
CHECKS = """
INSERT INTO quality.checks BY NAME
SELECT document_id[1:24] || '-1' AS report_id, (k + 1)::INTEGER AS check_no, year AS report_year,
    rules[k + 1] AS rule, split_part(rules[k + 1], '.', 1) AS family,
    ['error', 'warning', 'info'][1 + (hash(no, k) % 3)::INTEGER] AS severity,
    CASE WHEN hash(no, k, 1) % 100 < $violated THEN 'violated' ELSE 'holds' END AS verdict,
    ['requests.received', 'outcome.total'] AS metrics, 'total' AS applicant,
    [(hash(no, k) % 900)::DOUBLE, (hash(no, k) % 900)::DOUBLE] AS stated, [450.0, 450.0] AS expected,
    '写作 ' || hash(no, k) % 900 || '，各项相加 450' AS message, '改为 450' AS suggestion,
    hash(no, k) % 900 || ' = 200 + 250' AS formula,
    '[{"metric":"requests.received","applicant":"total","label":null,"low":1,"high":1,"start":20,"end":25}]' AS operands,
    '[{"start":20,"end":25,"text":"1"}]' AS evidence, md5(no || '/' || k)[1:16] AS fingerprint
FROM plan, (SELECT $rules::VARCHAR[] AS rules), unnest(range(len(rules))) AS r(k) WHERE year = $year ORDER BY no, k
"""
RULES = [
    "sum.outcome.total", "sum.requests.received", "sum.review.total", "sum.staff.total",
    "bound.proactive.total", "bound.part", "percentage.rate", "percentage.share",
    "growth.percent", "product.issues", "period.reversed", "period.year",
    "deadline.published", "repetition.body", "conflict.prose", "conflict.noun",
    "structure.numbering", "structure.lost", "carry.carried_in", "stock.normative_documents.in_force",
    "reuse.text", "hierarchy.sum", "plausibility.history", "sum.enumeration",
    "sum.disposition", "bound.of_which", "bound.count", "conflict.all_upheld",
    "percentage.total", "growth.absolute",
]  # fmt: skip
QUARANTINE = """
INSERT INTO raw.quarantine BY NAME SELECT 'reports/' || code || '/' || year || '/scan_' || no || '.pdf' AS source,
    'reports/' || code || '/' || year || '/scan_' || no || '.pdf' AS file, md5('q' || no) AS document_id,
    ['needs_ocr', 'notice', 'binary'][1 + (hash(no) % 3)::INTEGER] AS reason, '没有文字层' AS detail,
    $now::TIMESTAMP AS first_seen_at FROM plan WHERE hash(no, 'q') % 40 = 0
"""
ALERTS = """
INSERT INTO quality.alerts BY NAME
SELECT c.fingerprint AS alert_id, c.report_id, c.check_no, c.report_year, r.issuer, r.issuer_code, r.issuer_level,
    r.form, c.rule, c.family, c.severity, c.metrics, c.applicant, c.stated, c.expected, c.message, c.formula,
    c.suggestion, 'open' AS state, $now::TIMESTAMP AS opened_at
FROM quality.checks c JOIN core.reports r USING (report_id)
WHERE c.report_year = $year AND r.report_year = $year AND c.verdict = 'violated' ORDER BY c.report_id, c.check_no
"""
VALUES = """
INSERT INTO marts.panel_values BY NAME
SELECT coalesce(r.issuer_id, r.issuer) AS issuer_id, f.report_year, f.metric, f.applicant, f.unit, f.low AS value,
    f.low, f.high, f.origin, f.report_id, f.fact_no, 1 AS stated, 0 AS differing, 0 AS alerts
FROM core.facts f JOIN core.reports r USING (report_id) WHERE f.report_year = $year AND r.report_year = $year
ORDER BY f.metric, f.applicant, issuer_id
"""
PANEL = """
INSERT INTO marts.panel BY NAME
SELECT coalesce(issuer_id, issuer) AS issuer_id, report_year, issuer, issuer_code, issuer_level, form, 1 AS reports,
    0 AS copies, 0 AS replaced, 0 AS errors, 0 AS alerts, "requests.received", "outcome.total", "outcome.granted"
FROM core.reports r LEFT JOIN (PIVOT (SELECT issuer_id AS owner, metric, value FROM marts.panel_values
    WHERE report_year = $year AND applicant = 'total')
    ON metric IN ('requests.received', 'outcome.total', 'outcome.granted') USING max(value) GROUP BY owner) v
    ON v.owner = coalesce(r.issuer_id, r.issuer) WHERE report_year = $year
"""
RATES = """
INSERT INTO marts.indicators BY NAME
SELECT issuer_id, report_year, indicator, form, CASE WHEN report_year < 2019 THEN '2008' ELSE '2019' END AS series,
    least(numerator, denominator) AS numerator, denominator,
    least(numerator, denominator) / nullif(denominator, 0) AS value, denominator < 30 AS small
FROM marts.panel, (SELECT unnest($rates::VARCHAR[]) AS indicator),
    LATERAL (SELECT hash(issuer_id, report_year, indicator) % 997 AS numerator, "outcome.total" AS denominator)
WHERE report_year = $year AND report_year >= 2014
"""


def make(path: Path, reports: int) -> None:
    """Write a warehouse of about `reports` reports to `path`, which must not be there yet."""
    if path.exists():
        raise SystemExit(f"{path} is there already")
    connect = opener(path)
    per_year = -(-reports // len(YEARS))
    with connect() as connection:
        known = _issuers(connection, per_year)
    for year in YEARS:
        with connect() as connection:
            _plan(connection, known, per_year)
            _load(connection, year)
        print(year, flush=True)  # noqa: T201
    with connect() as connection:
        _plan(connection, known, per_year)
        connection.execute(QUARANTINE, {"now": NOW})
        connection.execute("CHECKPOINT")


def _issuers(connection: DuckDBPyConnection, wanted: int) -> list[list[object]]:
    """Governments first, then as many departments of theirs as are wanted."""
    there = [spells[-1] for spells in divisions().ids.values() if spells[-1].last is None]
    found: list[list[object]] = [[each.id, each.name, each.code, each.level] for each in there]
    for office in ("教育局", "民政局", "水利局", "交通运输局", "卫生健康局", "文化和旅游局", "审计局", "统计局"):
        found += [[f"{each.id}/{office}", each.name + office, each.code, "department"] for each in there]
    return found[:wanted]


def _plan(connection: DuckDBPyConnection, known: list[list[object]], per_year: int) -> None:
    columns = {name: [row[at] for row in known] for at, name in enumerate(("ids", "names", "codes", "levels"))}
    connection.execute(
        "CREATE TEMP TABLE issuers AS SELECT *, row_number() OVER () - 1 AS place FROM (SELECT unnest($ids::VARCHAR[]) "
        "AS issuer_id, unnest($names::VARCHAR[]) AS issuer, unnest($codes::VARCHAR[]) AS code, "
        "unnest($levels::VARCHAR[]) AS level)",
        columns,
    )
    connection.execute(PLAN, {"years": list(YEARS), "issuers": per_year})
    connection.execute(CELLS, _cells())
    connection.execute(
        "CREATE TEMP TABLE paragraphs AS SELECT row_number() OVER () - 1 AS id, paragraph "
        "FROM (SELECT unnest($all::VARCHAR[]) AS paragraph)",
        {"all": _paragraphs()},
    )


def _cells() -> dict[str, list[str]]:
    """The cells that each form prints: metric, applicant, unit."""
    found = [(form, *cell) for form in ("2014", "2019", "2021") for cell in statutory_cells(form)]
    found += [("narrative", code, "total") for code in list(metrics())[:30] if "narrative" in metrics()[code].form]
    cells = list(dict.fromkeys(found))
    return {
        "forms": [form for form, _, _ in cells],
        "metrics": [metric for _, metric, _ in cells],
        "applicants": [applicant for _, _, applicant in cells],
        "units": [metrics()[metric].unit for _, metric, _ in cells],
    }


def _paragraphs() -> list[str]:
    """Four hundred of 130 characters."""
    found = []
    for number in range(400):
        sentences = []
        while len("".join(sentences)) < 130:
            at = number * 7 + len(sentences) * 31
            parts = (SUBJECTS[at % 10], VERBS[at // 3 % 10], OBJECTS[at // 7 % 10], ENDS[at // 11 % 10])
            sentences.append(f"{parts[0]}{parts[1]}{parts[2]}{at % 977}项，{parts[3]}。")
        found.append("".join(sentences))
    return found


def _load(connection: DuckDBPyConnection, year: int) -> None:
    given = {
        "year": year,
        "now": NOW,
        "layout": LAYOUT,
        "paragraphs": PARAGRAPHS,
        "rules": RULES,
        "violated": 5,
        "rates": list(indicators()),
    }
    for statement in (REPORTS, FACTS, DOCUMENTS, SOURCES, SECTIONS, CHECKS, ALERTS, VALUES, PANEL, RATES):
        connection.execute(statement, {name: value for name, value in given.items() if f"${name}" in statement})


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("path", type=Path)
    asked.add_argument("--reports", type=int, default=100_000)
    values = asked.parse_args()
    make(values.path, values.reports)
