"""Corpora: each document depends on seed and number alone; copies are what the manifest says."""

import json
from collections import Counter
from pathlib import Path

import pytest

from gd_pipeline.commands.synth import synth, years_of
from gd_pipeline.synth.corpus import Selection, corpus, document
from gd_pipeline.synth.truth import FORMS, TOTAL

COPIES = Selection(layouts=("cell_lines", "bar_rows"), duplicates=True)


def test_a_document_does_not_depend_on_those_before_it() -> None:
    known = list(corpus(4, 30, COPIES))
    assert document(4, 29, COPIES).written.content == known[29].written.content
    assert known[0].written.content != next(corpus(5, 1, COPIES)).written.content


def test_copies_are_of_their_originals() -> None:
    known = list(corpus(1, 400, COPIES))
    kinds = Counter(one.kind for one in known)
    assert kinds["exact"] > 8
    assert kinds["light"] > 20
    assert kinds["heavy"] > 8
    assert kinds["alike"] > 4
    for one in known:
        if one.of is None:
            continue
        original = known[one.of]
        assert original.kind == "original"
        same = one.written.content == original.written.content
        assert same == (one.kind == "exact")
        numbers = one.written.cells() == original.written.cells() and one.written.truth == original.written.truth
        assert numbers == (one.kind != "alike")


def test_a_heavier_copy_differs_more() -> None:
    known = list(corpus(1, 400, COPIES))

    def kept(number: int) -> float:
        one = known[number]
        original = known[one.of or 0]
        before, after = (set(doc.written.content.decode(doc.written.encoding).split("。")) for doc in (original, one))
        return len(before & after) / len(before)

    shares = {kind: [kept(n) for n, one in enumerate(known) if one.kind == kind] for kind in ("light", "heavy")}
    assert min(shares["light"]) > 0.8
    assert 0.5 < sum(shares["heavy"]) / len(shares["heavy"]) < 0.95


def test_lengths_are_about_those_of_real_reports() -> None:
    sizes = sorted(len(one.written.content) for one in corpus(2, 300, Selection(layouts=("cell_lines",))))
    assert 17_000 < sum(sizes) / len(sizes) < 29_000
    assert sizes[0] < 9_000
    assert sizes[-1] > 50_000


def test_the_selection_holds() -> None:
    chosen = Selection(forms=("2014", "2021"), levels=("town",), years=(2017, 2022), layouts=("html",), clean=True)
    for one in corpus(3, 40, chosen):
        truth = one.written.truth
        assert (truth.form, truth.report_year) in (("2014", 2017), ("2021", 2022))
        assert truth.issuer.level == "town"
        assert (one.written.layout, one.written.damages) == ("html", ())


def test_no_form_in_these_years() -> None:
    with pytest.raises(ValueError, match="no form"):
        document(1, 0, Selection(forms=("2021",), years=(2010,)))


def test_the_command_writes_what_score_expects(tmp_path: Path) -> None:
    chosen = Selection(layouts=("cell_lines", "html", "docx", "pdf"))
    assert synth(tmp_path / "a", 12, 7, chosen, None) == 0
    assert synth(tmp_path / "b", 12, 7, chosen, None) == 0
    names = sorted(path.name for path in (tmp_path / "a" / "reports").iterdir())
    assert [path.name for path in sorted((tmp_path / "a" / "gold").iterdir())] == [f"{name}.json" for name in names]
    manifest = [json.loads(line) for line in (tmp_path / "a" / "manifest.jsonl").read_text("utf-8").splitlines()]
    assert [line["name"] for line in manifest] == names
    for path in (tmp_path / "a").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_a_label_has_the_contracts_keys(tmp_path: Path) -> None:
    assert synth(tmp_path, 5, 1, Selection(forms=FORMS), None) == 0
    for path in (tmp_path / "gold").iterdir():
        gold = json.loads(path.read_text("utf-8"))
        assert {"is_annual_report", "report_year", "period_start", "facts", "findings", "seed"} <= set(gold)
        identities = [(f["metric"], f["applicant"], f["label"], f["low"], f["high"]) for f in gold["facts"]]
        assert len(set(identities)) == len(identities)
        assert all(
            fact["applicant"] == TOTAL or fact["metric"].split(".")[0] in ("requests", "outcome")
            for fact in gold["facts"]
        )


@pytest.mark.parametrize("wrong", [Selection(forms=("2031",)), Selection(layouts=("x",)), Selection(damages=("y",))])
def test_unknown_names_are_refused(wrong: Selection, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert synth(tmp_path, 1, 1, wrong, None) == 2
    assert "unknown" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_years() -> None:
    assert years_of(None) == ()
    assert years_of("2015") == (2015,)
    assert years_of("2014-2016") == (2014, 2015, 2016)
    with pytest.raises(ValueError, match="19x"):
        years_of("19x")
