"""data/sample, read and checked: golden values in samples.toml, and every cell that the made samples print."""

import math
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from gd_pipeline.checking import check_report
from gd_pipeline.intake import Document, list_sources, read_path
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Fact, Reading
from tools import make_samples
from tools.samples import reports
from tools.samples.reports import Written

FOLDER = Path(__file__).resolve().parent.parent / "data" / "sample"
GOLDEN: dict[str, dict[str, Any]] = {
    entry["source"]: entry
    for entry in tomllib.loads((Path(__file__).parent / "samples.toml").read_text(encoding="utf-8"))["sample"]
}
REPORTS = [source for source, entry in GOLDEN.items() if "who" in entry]
MADE = {
    "shanghai_office_2019.html": reports.SHANGHAI_2019,
    "tianbu_2020.txt": reports.TIANBU_2020,
    "yubei_2020.docx": reports.YUBEI_2020,
    "changping_2022.html": reports.CHANGPING_2022,
    "helong_2022.txt": reports.HELONG_2022,
    "mixed.zip!2022/wuqing_2022.html": reports.WUQING_2022,
    "hongze_2023.pdf": reports.HONGZE_2023,
    "maotai_2024.md": reports.MAOTAI_2024,
}
BLANKED = ("requests", "outcome", "review", "litigation")
YUAN = re.compile(r"(?P<number>[+-]?[\d.]+)(?P<unit>元|万元)?")


@lru_cache(maxsize=1)
def samples() -> dict[str, tuple[Document, Reading]]:
    found = {}
    for source in list_sources(FOLDER):
        for document in read_path(source):
            name = str(document.source).removeprefix(f"{FOLDER}/")
            found[name] = (document, read(document))
    return found


def printed(fact: Fact) -> str:
    label = f"[{fact.label}]" if fact.label else ""
    high = "" if fact.low == fact.high else f"~{fact.high:.10g}"
    return f"{fact.metric}{label}={fact.low:.10g}{high}"


def report_of(source: str):
    (report,) = samples()[source][1].reports
    return report


def test_every_document_of_the_folder_has_golden_values():
    assert set(samples()) == set(GOLDEN)


@pytest.mark.parametrize("source", REPORTS)
def test_who_when_and_which_form(source: str):
    report, golden = report_of(source), GOLDEN[source]
    who = (report.issuer, report.issuer_code or "-", report.issuer_level, report.report_year, report.form)
    assert " ".join(str(value) for value in who) == golden["who"]
    period = f"{report.period_start} {report.period_end}"
    assert period == golden.get("period", "None None")
    assert str(report.published_on) == golden.get("published", "None")


@pytest.mark.parametrize("source", REPORTS)
def test_facts(source: str):
    document, _ = samples()[source]
    facts = report_of(source).facts
    assert not set(GOLDEN[source]["reads"]) - {printed(fact) for fact in facts if fact.applicant == "total"}
    for fact in facts:
        assert document.text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize("source", REPORTS)
def test_errors_are_those_that_were_put_in_and_no_others(source: str):
    document, _ = samples()[source]
    checks = [check for check in check_report(report_of(source), document.text) if check.verdict == "violated"]
    assert sorted({check.rule for check in checks if check.severity == "error"}) == GOLDEN[source].get("errors", [])
    assert set(GOLDEN[source].get("finds", [])) <= {check.rule for check in checks}


@pytest.mark.parametrize("source", [source for source, entry in GOLDEN.items() if "quarantine" in entry])
def test_what_is_no_report_says_why(source: str):
    reading = samples()[source][1]
    assert reading.reports == ()
    assert reading.quarantine is not None
    assert reading.quarantine.reason == GOLDEN[source]["quarantine"]
    assert reading.quarantine.detail


@pytest.mark.parametrize("source", MADE)
def test_every_cell_that_was_written_is_read(source: str):
    facts = {(fact.metric, fact.applicant): fact for fact in report_of(source).facts if fact.origin == "table"}
    for (code, applicant), cell in written(MADE[source]).items():
        fact = facts.pop((code, applicant))
        assert math.isclose(fact.low, cell), (code, applicant)
    assert all(fact.low == 0 for fact in facts.values())
    if MADE[source].blank != "0":
        assert not [code for code, _ in facts if code.startswith(BLANKED)]


def written(report: Written) -> dict[tuple[str, str], float]:
    """Numbers that the truth puts into cells, by metric and applicant; amounts in 万元."""
    found = {}
    for code, cells in report.values.items():
        for applicant, cell in cells.items():
            match = YUAN.fullmatch(cell)
            assert match is not None
            found[code, applicant] = float(match["number"]) / (10_000 if match["unit"] == "元" else 1)
    return found


def test_at_least_fourteen_different_reports_of_2008_to_2018():
    issues = {(report_of(source).issuer, report_of(source).report_year) for source in REPORTS}
    assert len([year for _, year in issues if year and 2008 <= year <= 2018]) >= 14


def test_a_copy_to_the_byte_and_a_mirror_with_other_furniture():
    original, copy = (samples()[name][0] for name in ("tangcun_2010.txt", "tangcun_2010_copy.txt"))
    assert original.document_id == copy.document_id
    page, mirror = (samples()[name][0] for name in ("chaoyang_2016.txt", "chaoyang_2016_mirror.txt"))
    assert page.document_id != mirror.document_id
    facts = [
        [printed(fact) for fact in report_of(document).facts]
        for document in ("chaoyang_2016.txt", "chaoyang_2016_mirror.txt")
    ]
    assert facts[0] == facts[1]


def test_made_samples_are_the_same_bytes_again():
    for name, content in make_samples.samples().items():
        assert (FOLDER / name).read_bytes() == content, name


def test_samples_are_small():
    assert all(path.stat().st_size < 100_000 for path in FOLDER.iterdir())
