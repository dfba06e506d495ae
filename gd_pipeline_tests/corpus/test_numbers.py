import numpy as np
import pytest

from gd_pipeline.corpus.numbers import KEYS, hashed, number_keys, printed, shared, statements, telling


def test_numbers_are_read_alike_in_every_spelling() -> None:
    assert printed("共1,234条，１２３４件，占3.5%。") == {"1234", "3.5"}


def test_years_and_short_numbers_tell_nothing() -> None:
    assert telling(frozenset({"2015", "12", "1234", "205", "3012"})) == {"1234", "205", "3012"}


def test_shared_counts_numbers_of_both() -> None:
    assert shared(hashed(frozenset("123")), hashed(frozenset("234"))) == pytest.approx(2 / 4)
    assert shared(hashed(frozenset()), hashed(frozenset())) == 1


def test_sets_that_agree_share_a_key_and_others_none() -> None:
    numbers = [str(1000 + 7 * place) for place in range(60)]
    one, most, few = (number_keys(hashed(frozenset(n))) for n in (numbers, numbers[:54], [*numbers[50:], "9", "8"]))
    assert len(one) == KEYS
    assert np.intersect1d(one, most).size
    assert not np.intersect1d(most, few).size


def test_no_numbers_no_keys() -> None:
    assert len(number_keys(hashed(frozenset()))) == 0


def test_statements_are_figures_with_the_words_beside_them() -> None:
    said = statements("培训 46 人次，公开1,234条；2015年1月1日收费0元，详见 http://a.cn/7 的说明，占3%。")
    assert set(said) == set(statements("全年培训４６人，主动公开1234条。见下页7\n件"))


def test_numbers_end_with_their_figures() -> None:
    assert printed("共12.条，第3,4.5项，.7与,8、版本1.2.3；٤٥份") == {"12", "3", "4.5", "7", "8", "1.2.3", "45"}
    assert printed("") == frozenset()


def test_a_comma_stands_between_three_digits_or_between_cells() -> None:
    assert printed("公开1,234，567条，收费12,345.60元") == {"1234567", "12345.60"}
    assert printed("自然人,6,0,0,12,6") == printed("自然人 6 0 0 12 6") == {"6", "0", "12"}
    assert printed("2015,4567") == {"2015", "4567"}
    assert printed("5,120,0,0,125") == {"5120", "0", "125"}
    assert printed("1234,567") == {"1234", "567"}
