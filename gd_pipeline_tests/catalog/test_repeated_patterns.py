"""Patterns of the catalog read a run of words in one way only: where two words make a third, time doubles with each."""

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import gd_pipeline
import gd_pipeline.checking
import gd_pipeline.reading
from gd_pipeline.catalog.phrases import phrases

PACKAGE = Path(gd_pipeline.__file__).parent
REPEATED = re.compile(r"\((?:\?:|\?P<\w+>)?([^()\[\]{}\\.^$*+]+)\)[*+]")
"""A group of plain words that may stand any number of times."""


def words(alternatives: str) -> set[str]:
    """What the alternatives spell; 达到? is 达 and 达到."""
    found: set[str] = set()
    for each in alternatives.split("|"):
        letters = re.findall(r".\??", each)
        options = [(letter[0], "") if letter.endswith("?") else (letter,) for letter in letters]
        found.update("".join(choice) for choice in product(*options))
    return found - {""}


def twice_told(spelled: set[str]) -> Iterator[str]:
    """Words that others put together spell as well."""
    for word in spelled:
        others = spelled - {word}
        ends = {0}
        for at in range(len(word)):
            if at in ends:
                ends |= {at + len(other) for other in others if word.startswith(other, at)}
        if len(word) in ends:
            yield word


def patterns() -> Iterator[tuple[str, str]]:
    for path in sorted((PACKAGE / "catalog").glob("*.toml")):
        for value in texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.name, value
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")
    for name, compiled in compiled_patterns():
        yield name, compiled.pattern


def compiled_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that readers and checks put together from words of the catalog."""
    for room in (gd_pipeline.reading, gd_pipeline.checking):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for name, value in vars(importlib.import_module(found.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{found.name}.{name}", value


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def test_no_repeated_word_is_made_of_others() -> None:
    found = [
        (name, group[1], sorted(told))
        for name, text in patterns()
        for group in REPEATED.finditer(text)
        if (told := set(twice_told(words(group[1]))))
    ]
    assert found == []


@pytest.mark.parametrize("filler", ["数量", "合计", "申请", "公开申请", "政府信息", "信息公开", "其他", "、和", "的了"])
def test_phrases_end_soon_on_words_that_go_on(filler: str) -> None:
    near = "收到申请" + filler * 40 + "甲"
    for phrase in phrases().rows:
        for pattern in (phrase.near, phrase.not_near, phrase.not_wide):
            if pattern is not None:
                pattern.search(near)
