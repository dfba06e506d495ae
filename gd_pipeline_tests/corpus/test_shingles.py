import numpy as np
import pytest

from gd_pipeline.corpus.shingles import BANDS, SLOTS, bands, jaccard, shingles, signature

TEXT = "本年度我县共受理政府信息公开申请并全部按时答复，主动公开各类信息，公开平台建设稳步推进，群众满意度不断提高。"


def test_only_hanzi_count() -> None:
    assert np.array_equal(shingles(TEXT), shingles(TEXT.replace("，", " 12,345 \n|")))


def test_a_shingle_is_five_hanzi_in_their_order() -> None:
    assert len(shingles("主动公开信")) == 1
    assert len(shingles("主动公开")) == 0
    assert not np.intersect1d(shingles("主动公开信息"), shingles("息信开公动主")).size


def test_shingles_are_distinct_and_ascending() -> None:
    hashes = shingles(TEXT + TEXT)
    assert np.all(hashes[1:] > hashes[:-1])


def test_jaccard_is_counted() -> None:
    assert jaccard(shingles("主动公开信息"), shingles("主动公开信用")) == pytest.approx(1 / 3)
    assert jaccard(shingles(TEXT), shingles(TEXT)) == 1
    assert jaccard(shingles(""), shingles("")) == 0


def test_a_signature_has_no_empty_slot() -> None:
    assert len(signature(shingles("主动公开信"))) == SLOTS
    assert len(signature(shingles(""))) == 0


def test_a_signature_estimates_the_similarity() -> None:
    words = [chr(0x4E00 + number) for number in range(3000)]
    one, other = ("".join(words[start : start + 2000]) for start in (0, 500))
    agree = np.mean(signature(shingles(one)) == signature(shingles(other)))
    assert agree == pytest.approx(jaccard(shingles(one), shingles(other)), abs=0.13)


def test_equal_texts_share_all_bands_and_others_none() -> None:
    one, other = (bands(signature(shingles(text))) for text in (TEXT, "人民代表大会常务委员会关于修改条例的决定"))
    assert len(one) == BANDS
    assert not np.intersect1d(one, other).size
    assert len(bands(signature(shingles("")))) == 0


def test_a_text_without_an_end_is_cut() -> None:
    assert len(shingles(TEXT * 100_000)) < 2 * len(TEXT)


def test_lone_surrogates_are_no_trouble() -> None:
    assert len(shingles("主动公开信息\ud800")) == 2


def test_a_signature_depends_on_no_order() -> None:
    hashes = shingles(TEXT)
    assert np.array_equal(signature(hashes), signature(np.concatenate([hashes[::-1], hashes])))
