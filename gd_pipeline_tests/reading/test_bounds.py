import pytest

from gd_pipeline.reading.bounds import MAX_CHARACTERS, MAX_DENIALS, MAX_NUMBERS, too_large


@pytest.mark.parametrize(
    ("unit", "most"),
    [
        ("信", MAX_CHARACTERS),
        ("1，", MAX_NUMBERS),
        ("十件", MAX_NUMBERS),
        ("𝟏，", MAX_NUMBERS),
        ("未", MAX_DENIALS),
        ("零", MAX_DENIALS),
    ],
)
def test_a_text_of_more_than_any_report_has_is_refused(unit: str, most: int) -> None:
    assert too_large(unit * most) is None
    refused = too_large(unit * (most + 1))
    assert refused is not None
    assert refused.reason == "too_large"
    assert str(most) in refused.detail
