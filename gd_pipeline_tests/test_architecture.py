"""The rooms of the house: which there are, what they may import, how long a file or a function may be."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gd_pipeline

PACKAGE = Path(gd_pipeline.__file__).parent
TESTS = Path(__file__).parent
CHECKOUT = PACKAGE.parent
ROOMS = {"catalog", "intake", "reading", "checking", "corpus", "warehouse", "review", "defs", "commands", "synth"}
PURE = ("catalog", "intake", "reading", "checking", "corpus", "synth")
HEAVY = ("dagster", "great_expectations", "pandas", "matplotlib", "duckdb", "pyarrow")
NUMBERING = re.compile(
    "(?<![一-鿿])(?:年度|月份|部分|万元|百分之"
    "|[〇零○一二三四五六七八九十百千万亿两俩壹贰叁肆伍陆柒捌玖拾余多几年月日号时第附和及与])+"
)
"""What readers may hold of words: numerals, dates, marks of lists, what joins two numbers, the unit of a metric."""
ALPHABETS = {"intake/characters.py", "intake/word/numerals.py"}
"""Characters in the order of an alphabet, not words."""
SEARCHES = {"compile", "finditer", "find", "rfind", "startswith", "endswith", "removeprefix", "removesuffix", "count"}
TOP_LEVEL = """pyproject.toml workspace.yaml dagster.yaml Makefile README.md README.zh-CN.md CHANGELOG.md
CONTRIBUTING.md LICENSE requirements.lock .ci/run expectations data/sample"""


def modules(folder: Path = PACKAGE) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the function from its first statement after the docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_the_rooms_are_those_of_the_house() -> None:
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()} == ROOMS


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_tests_mirror_the_rooms(room: str) -> None:
    assert list((TESTS / room).glob("test_*.py")) or not [m for m in modules(PACKAGE / room) if m.name != "__init__.py"]


@pytest.mark.parametrize("name", TOP_LEVEL.split())
def test_the_top_level_is_complete(name: str) -> None:
    assert (CHECKOUT / name).exists()


@pytest.mark.parametrize("folder", [PACKAGE, TESTS, CHECKOUT / "tools"], ids=lambda folder: folder.name)
def test_files_stay_short(folder: Path) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(folder)}
    assert {str(path.relative_to(CHECKOUT)): lines for path, lines in lengths.items() if lines > 300} == {}


def test_functions_stay_short() -> None:
    long = {
        f"{path.relative_to(PACKAGE)}:{node.name}": code_lines(node)
        for path in modules()
        for node in functions(path)
        if code_lines(node) > 40
    }
    assert long == {}


def test_no_names_that_say_nothing() -> None:
    nothing = ("utils", "util", "helpers", "helper", "manager", "misc", "common")
    assert [path for path in modules() if path.stem in nothing] == []


def is_search(node: ast.AST) -> bool:
    """Whether it compares texts or looks for one in another."""
    by_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES
    return by_method or isinstance(node, ast.Compare)


def words_in(code: str, *, only_sought: bool = False) -> set[str]:
    """Two or more hanzi in a row in the strings of `code`, sets of characters, docstrings and numbering apart."""
    tree = ast.parse(code)
    documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = filter(is_search, ast.walk(tree)) if only_sought else (tree,)
    nodes = (node for part in parts for node in ast.walk(part) if id(node) not in documented)
    strings = (node.value for node in nodes if isinstance(node, ast.Constant))
    plain = (NUMBERING.sub(" ", re.sub(r"\[[^]]*\]?|^[^[]*\]", " ", text)) for text in strings if isinstance(text, str))
    return {word for text in plain for word in re.findall("[一-鿿]{2,}", text)}


@pytest.mark.parametrize("room", ["reading", "intake", "corpus", "checking"])
def test_words_of_reports_stand_in_the_catalog(room: str) -> None:
    """Checks hold the words of their messages too: of theirs only those count that a text is searched for."""
    files = {
        path.relative_to(PACKAGE).as_posix(): words_in(path.read_text(encoding="utf-8"), only_sought=room == "checking")
        for path in modules(PACKAGE / room)
    }
    assert {name: words for name, words in files.items() if words and name not in ALPHABETS} == {}


def test_a_word_in_code_is_seen() -> None:
    assert words_in('"""统计期限"""\nA = f"{B}统计期限[：:省市]", "20年度三万元第一部分[省市县]"') == {"统计期限"}
    assert words_in('"相差"; f.find("上年"); x in ("增长", "下降")', only_sought=True) == {"上年", "增长", "下降"}


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_read_no_environment_and_no_clock(room: str) -> None:
    forbidden = ("os.environ", "os.getenv", "datetime.now", "date.today", "datetime.utcnow")
    said = {
        f"{path.relative_to(PACKAGE)}: {word}"
        for path in modules(PACKAGE / room)
        for word in forbidden
        if word in path.read_text(encoding="utf-8")
    }
    assert said == set()


def imported_by(code: str) -> set[str]:
    """Names of the modules loaded once `code` has run in a new interpreter."""
    script = f"{code}\nimport sys\nprint(*sorted(sys.modules), file=sys.__stdout__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def command(*arguments: str) -> str:
    """Code that runs the command line as a person would, and goes on after its exit."""
    words = ["gd-pipeline", *arguments]
    return f"import gd_pipeline.cli as c, sys\nsys.argv = {words!r}\ntry: c.main()\nexcept SystemExit: pass"


@pytest.mark.parametrize("name", ["parse", "check"])
def test_parse_and_check_load_nothing_heavy(name: str, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(
        "某县2015年政府信息公开工作年度报告\n一、概述\n2015年，主动公开政府信息120条。\n", encoding="utf-8"
    )
    loaded = imported_by(command(name, str(report)))
    assert "gd_pipeline.reading" in loaded
    assert not loaded & set(HEAVY)


def test_the_direction_of_imports() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert done.returncode == 0, done.stdout


def test_the_linter_sees_a_wrong_import(tmp_path: Path) -> None:
    """A room that reaches upwards is caught: the contracts are not empty words."""
    house = tmp_path / "gd_pipeline"
    for room in sorted(ROOMS):
        (house / room).mkdir(parents=True)
        (house / room / "__init__.py").write_text("")
    for name in ("__init__", "cli", "definitions", "settings"):
        (house / f"{name}.py").write_text("")
    (house / "catalog" / "__init__.py").write_text("import gd_pipeline.warehouse\nimport duckdb\n")
    (tmp_path / "pyproject.toml").write_text((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("BROKEN") == 2


def test_the_lock_names_no_host() -> None:
    lock = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    packages = [line for line in lock.splitlines() if not line.startswith(" ")]
    assert packages
    assert all("==" in line for line in packages)
    assert lock.count("--hash=sha256:") >= len(packages)
