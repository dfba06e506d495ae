"""What is told on a terminal: a finding's numbers, the printed places with the very characters marked, a refusal."""

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gd_pipeline.intake.document import Quarantine
from gd_pipeline.review.app.words import name_of
from gd_pipeline.review.differences import compared
from gd_pipeline.review.excerpts import Excerpt, Piece

BLANK = "〔空白 blank〕"


def numbers(formula: str, stated: tuple[float, float] | None, expected: tuple[float, float] | None) -> Iterator[str]:
    """The formula with its numbers, what is stated against what is expected, and by how much they differ."""
    yield from filter(None, (formula, compared(stated, expected)))


def refusal(quarantine: Quarantine) -> str:
    """Why a document is no report: the name and code of the reason, what it means, what was seen."""
    name, code = name_of("zh"), quarantine.reason
    return f"{name('reason', code)} {code}: {name('refusal', code)} {quarantine.detail}"


def quoted(excerpt: Excerpt) -> Text:
    """The excerpt in quotation marks, with the offsets of what is marked."""
    line = Text("「", style="dim")
    if excerpt.cells:
        line.append_text(_cells(excerpt))
    else:
        line.append("…" if excerpt.cut[0] else "")
        for piece in excerpt.pieces:
            line.append(piece.text, style="bold underline" if piece.marked else "")
        line.append("…" if excerpt.cut[1] else "")
    return line.append(f"」 {excerpt.start}–{excerpt.end}")


def _cells(excerpt: Excerpt) -> Text:
    line = Text(f"{excerpt.head}: " if excerpt.head else "")
    line.append_text(Text(" · ").join(_cell(piece) for piece in excerpt.pieces))
    return line.append(f" …+{excerpt.more}" if excerpt.more else "")


def _cell(piece: Piece) -> Text:
    cell = Text(f"{piece.label} … " if piece.label else "")
    return cell.append(piece.text or BLANK, style="bold underline")


def put(console: Console, text: Text) -> None:
    """Print `text`: wrapped under its own indent on a terminal, else never cut and never wrapped."""
    for line in text.split("\n"):
        indent = len(line.plain) - len(line.plain.lstrip(" "))
        if console.is_terminal:
            console.print(Padding(line[indent:], (0, 0, 0, indent)), highlight=False)
        else:
            console.print(line, highlight=False, soft_wrap=True)
