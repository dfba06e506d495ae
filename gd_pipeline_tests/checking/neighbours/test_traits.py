"""What is kept of a report's words."""

import pytest

from gd_pipeline.checking.neighbours.mentions import Mentions
from gd_pipeline.checking.neighbours.sentences import SKETCH, alike, sketch

LONG = "本年度共组织业务培训若干次"
OTHER = "全年未发生因公开引起的复议"


def test_sentences_without_digits_and_marks_are_the_same_ones() -> None:
    said = sketch([f"{LONG}。{OTHER}；短句。"])
    assert len(said) == 2
    assert list(said) == sorted(said)
    assert said == sketch([f"{OTHER}！\n本年度共组织、“业务培训” 12 若干次（３）"])
    assert said != sketch([f"{LONG}，{OTHER}"])


def test_a_passage_ends_a_sentence_and_short_ones_do_not_count() -> None:
    assert sketch([LONG, OTHER]) == sketch([f"{LONG}\n{OTHER}"])
    assert sketch(["本年度共培训十九个", "", "2015年12月31日，共1234567890件"]) == ()
    assert len(sketch(["本年度共培训一十九个"])) == 1


def test_of_many_sentences_the_smallest_hashes_are_kept() -> None:
    every = [f"{LONG}{chr(0x4E00 + number)}" for number in range(2 * SKETCH)]
    found = sketch(["。".join(every)])
    assert len(found) == SKETCH
    assert found == tuple(sorted(hashed for each in every for hashed in sketch([each])))[:SKETCH]


def test_lone_surrogates_are_no_trouble() -> None:
    assert len(sketch([f"{LONG}\ud800"])) == 1
    assert Mentions(["培训"]).of("\ud800业务培训") == {"培训"}


def test_alike_is_the_share_of_sentences_of_both() -> None:
    one, other = sketch([f"{LONG}。{OTHER}"]), sketch([LONG])
    assert alike(one, other) == pytest.approx(1 / 2)
    assert alike(one, one) == 1
    assert alike(one, ()) == 0
    many = tuple(range(SKETCH))
    assert alike(many, tuple(range(SKETCH // 2))) == pytest.approx(1 / 2)


def test_words_are_found_at_once_and_only_where_they_stand() -> None:
    words = Mentions(["机构调整", "职责调整", "撤并", "含修订"])
    assert words.of("因机构调整，文件含修订的，") == {"机构调整", "含修订"}
    assert words.of("撤并") == {"撤并"}
    assert words.of("调整撤销并入") == set()
    assert words.of("") == set()
