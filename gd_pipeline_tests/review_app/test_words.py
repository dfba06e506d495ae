import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.sections import section_words
from gd_pipeline.intake.refusal import REASONS
from gd_pipeline.review import app
from gd_pipeline.review.app.words import Families, Words, family_of, mended, metric_families, name_of, says, told, words

FOLDER = Path(app.__file__).parent


def used() -> set[str]:
    """Keys that templates and pages ask for; those that are put together are listed."""
    sources = [*FOLDER.glob("templates/*.html"), *FOLDER.glob("*.py")]
    found = {key for path in sources for key in re.findall(r"""\bt\(["'](\w+)["'][,)]""", path.read_text("utf-8"))}
    found |= set(re.findall(r'says\(language\)\("(\w+)"\)', "".join(path.read_text("utf-8") for path in sources)))
    for key in ("alerts", "reports", "coverage", "explore", "numerator", "denominator"):
        found.add(key)
    for kind in ("there", "missing", "refused", "none"):
        found.add(f"cell_{kind}")
    for key in ("no_warehouse", "unsaved", "not_found", "forged", "refused"):
        found |= {key, f"{key}_why"}
    return found | {"problem_nobody", "problem_nothing"}


def test_every_word_that_is_said_is_there_and_every_word_there_is_said() -> None:
    assert used() == set(words().word)


def test_both_languages_say_something_and_fill_in_the_same() -> None:
    for table in (words().word, words().section, words().reason, words().refusal, words().table, words().duplicate):
        for key, word in table.items():
            assert word.zh.strip(), key
            assert word.en.strip(), key
            assert set(re.findall(r"{\w+}", word.zh)) == set(re.findall(r"{\w+}", word.en)), key


def test_codes_have_names() -> None:
    assert set(section_words().slots) <= set(words().section)
    assert set(REASONS) <= set(words().reason) == set(words().refusal)
    assert {family_of(code) for code in metrics()} == set(metric_families())
    known = {word for family in metric_families().values() for word in family.metrics}
    assert {code.partition(".")[0] for code in metrics()} <= known


def test_a_typo_is_refused() -> None:
    good = words().model_dump()
    with pytest.raises(ValidationError):
        Words.model_validate(good | {"wrod": {}})
    with pytest.raises(ValidationError):
        Words.model_validate(good | {"word": {"a": {"zh": "甲"}}})
    with pytest.raises(ValidationError):
        Families.model_validate({"family": {"a": {"zh": "甲", "en": "a", "metric": []}}})
    with pytest.raises(KeyError):
        says("zh")("no_such_word")


def test_a_code_that_nobody_knows_is_shown_as_it_is() -> None:
    name = name_of("zh")
    for kind in ("state", "metric", "rule", "section", "reason", "indicator", "applicant", "metric_family", "division"):
        assert name(kind, "unheard_of") == "unheard_of"
    assert name("division", "32") == "江苏"
    assert name("applicant", "total") == "总计"
    assert name_of("en")("applicant", "legal_service") == "legal service"


def test_the_whole_app_speaks_english(client) -> None:  # type: ignore[no-untyped-def]
    page = client.get("/alerts?lang=en").text
    assert '<html lang="en">' in page
    assert "what matters first" in page
    assert "what matters first" in client.get("/alerts").text, "the choice is kept"
    assert "重要的在前" in client.get("/alerts?lang=zh").text
    assert '<html lang="zh-CN">' in client.get("/alerts?lang=xx").text


def test_what_an_alert_says_is_said_in_the_chosen_language() -> None:
    alert = {"rule": "sum.enumeration", "message": "各项之和不等于总数", "about": "reading_points.total"}
    alert |= {"applicant": None, "stated": [589.0, 589.0], "expected": [535.0, 535.0]}
    assert told(alert, "zh") == "各项之和不等于总数"
    assert "589" in told(alert, "en")
    assert "535" in told(alert, "en")
    assert told(alert | {"rule": "sum.of_old"}, "en") == "各项之和不等于总数"


def test_what_is_suggested_is_said_in_the_chosen_language() -> None:
    alert = {"rule": "structure.lost_table", "suggestion": "补上该表格", "stated": None, "expected": None}
    assert (mended(alert, "zh"), mended(alert, "en")) == ("补上该表格", "put the table in")
    assert mended(alert | {"suggestion": None}, "en") == ""
