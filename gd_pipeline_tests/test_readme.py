"""What the READMEs say is there: links, commands, make targets, reason codes, and the worked path."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from gd_pipeline.checking import check_report
from gd_pipeline.cli import app
from gd_pipeline.intake import read_path
from gd_pipeline.intake.refusal import REASONS
from gd_pipeline.reading import read

CHECKOUT = Path(__file__).resolve().parent.parent
READMES = ["README.md", "README.zh-CN.md"]
SAMPLE = CHECKOUT / "data" / "sample" / "benxi_2015.txt"
LINK = re.compile(r"\]\(([^)#]+)\)")
REFUSES = re.compile(r'(?:Quarantine\(\s*|"reason": )"([a-z_]+)"')


@pytest.fixture(params=READMES)
def readme(request: pytest.FixtureRequest) -> str:
    return (CHECKOUT / request.param).read_text(encoding="utf-8")


def test_links_lead_to_files_of_the_repository(readme: str):
    targets = LINK.findall(readme)
    assert targets
    assert [target for target in targets if not (CHECKOUT / target).exists()] == []


@pytest.mark.parametrize("page", sorted((CHECKOUT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_links_of_the_documentation_lead_somewhere(page: Path):
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_folders_of_the_house_exist(readme: str):
    folders = re.findall(r"^    ((?:gd_pipeline/\w+)|expectations|tools) ", readme, re.MULTILINE)
    assert len(folders) == 12
    assert [folder for folder in folders if not (CHECKOUT / folder).is_dir()] == []


def test_commands_and_make_targets_exist(readme: str):
    commands = set(re.findall(r"(?:^    |`)gd-pipeline ([a-z-]+)", readme, re.MULTILINE))
    assert commands == {"parse", "check", "run", "ui", "review", "alerts", "export", "data-docs"}
    assert commands <= set(typer.main.get_command(app).commands)
    targets = set(re.findall(r"(?:^    |`)make ([a-z-]+)", readme, re.MULTILINE))
    assert targets >= {"run", "test", "review", "ui"}
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def test_every_variable_is_one_of_the_settings(readme: str):
    settings = (CHECKOUT / "gd_pipeline" / "settings.py").read_text(encoding="utf-8")
    assert {variable for variable in re.findall(r"GD_[A-Z]+", readme) if f'"{variable}"' not in settings} == set()


def test_every_reason_code_is_named_and_no_other(readme: str):
    named = set()
    for row in re.findall(r"^\| (`[a-z_]+`(?: `[a-z_]+`)*) \|", readme, re.MULTILINE):
        named |= set(re.findall(r"`([a-z_]+)`", row))
    kinds = tomllib.loads((CHECKOUT / "gd_pipeline/catalog/identity_kinds.toml").read_text(encoding="utf-8"))
    reasons = set(REASONS) | {kind["reason"] for kind in kinds["kind"]}
    for source in (CHECKOUT / "gd_pipeline").rglob("*.py"):
        reasons |= set(REFUSES.findall(source.read_text(encoding="utf-8")))
    assert named - {"parse", "check", "run", "alerts", "export", "review"} == reasons


def test_the_worked_path_is_what_happens(readme: str):
    (document,) = read_path(SAMPLE)
    (report,) = read(document).reports
    sentence = re.search(r"^> (.+)$", readme, re.MULTILINE)
    assert sentence is not None
    assert sentence[1] in document.text
    shown = [json.loads(line) for line in readme.splitlines() if line.startswith('{"metric"')]
    facts = [{key: getattr(fact, key) for key in shown[0]} for fact in report.facts]
    assert len(shown) == 2
    assert [fact for fact in shown if fact not in facts] == []
    start = document.text.index(sentence[1])
    assert sum(start <= fact.start < start + len(sentence[1]) for fact in report.facts) == 5
    found = next(check for check in check_report(report, document.text) if check.rule == "sum.reading_points.total")
    assert found.verdict == "violated"
    assert f"    {found.formula}\n" in readme
    assert (found.stated, found.expected) == ((589, 589), (535, 535))
