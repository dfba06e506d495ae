"""What prose says does not depend on how it is printed: the cases of test_narrative_cases.py in other layouts."""

from collections.abc import Callable
from typing import Any

import pytest

from gd_pipeline_tests.reading.test_narrative_cases import _cases, judge

_ASCII = str.maketrans("，；：（）", ",;:()")


LAYOUTS: dict[str, Callable[[str], str]] = {
    "ASCII punctuation": lambda text: text.translate(_ASCII),
    "straight quotes": lambda text: text.replace("“", '"').replace("”", '"'),
    "no final stop": lambda text: text.rstrip("。"),
    "a sentence a line": lambda text: text.replace("。", "。\n"),
    "a sentence before": lambda text: f"我单位高度重视政府信息公开工作，健全工作机制。{text}",
    "a paragraph after": lambda text: f"{text}\n政府信息公开工作取得了新的成效。",
}


def _failing(layout: str, cases: list[dict[str, Any]]) -> list[str]:
    change = LAYOUTS[layout]
    found = []
    for case in cases:
        text = change(case["text"])
        if (
            text == case["text"] or case["text"].endswith(("\n无。", "\n没有发生。")) or case["text"] == "无。"
        ):  # alone in its section, 无。 is the section's whole body
            continue
        missed, wrong, _ = judge(case | {"text": text})
        if missed or wrong:
            found.append(case["name"])
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_changes_no_fact(layout: str) -> None:
    """The same facts are read, and no others."""
    assert _failing(layout, _cases()) == []
