"""HTML pages: their lines and tables, in the order in which they stand."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from gd_pipeline.intake.blocks import Block
from gd_pipeline.intake.characters import clean_characters
from gd_pipeline.intake.flow import Page, numbered
from gd_pipeline.intake.nesting import flattened, tag_names
from gd_pipeline.intake.revealed import is_body, kept_for_scripts, shows_little, text_of, unescaped

_SKIPPED = tag_names(
    "script style noscript template head title select option optgroup datalist button textarea iframe object "
    "embed svg math canvas audio video map rp rt -comment !doctype -document-type"
)
_BLOCK = tag_names(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p section summary ul "
    "ucapcontent ucaptitle"
)
_BREAKING = _BLOCK | {"br"}
_AROUND = tag_names("p div span font b strong center")
"""What may stand around the one text of a cell without changing it."""

_INLINE = tag_names("span font b strong")
"""What may stand around a raised note alone."""

_MAY_BE_HIDDEN = '[style*="none" i], [style*="hidden" i], [hidden]'
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_TEN = re.compile(r"(?<!\d)10\Z")
_NUMBER = re.compile(r"\s{0,9}(\d{1,9})")


class HtmlBlocks(NamedTuple):
    """Blocks of a page (origins count in the page's own text, furniture included), its head's data, and repairs."""

    blocks: list[Block]
    metadata: dict[str, str]
    repairs: tuple[str, ...]


def read_html(markup: str) -> HtmlBlocks:
    """Lines and tables of a page. Inline tags never split text; scripts, styles and hidden elements are left out.

    A page that shows too little for a report is read with the body that it keeps for a script to show (revealed.py).

    A table that contains tables, or holds running text, is layout: its cells are read as lines.
    """
    cleaned = clean_characters(unescaped(markup))
    safe, repair = flattened(cleaned.text)
    tree = LexborHTMLParser(safe)
    hidden = _hidden(tree)
    shown = _blocks(tree, hidden)
    blocks = _with_hidden_body(tree, hidden, shown) if shows_little(shown, safe) else shown
    repairs = [*cleaned.repairs, repair, "" if blocks is shown else "hidden: the body is one that a script shows"]
    return HtmlBlocks(blocks, _head_data(tree), tuple(filter(None, repairs)))


def _blocks(tree: Any, hidden: frozenset[int] = frozenset()) -> list[Block]:
    page = Page()
    if tree.root is not None:
        _walk(tree.root, page, _Marked(hidden, _with(tree, "a[href]"), _with(tree, "[rowspan], [colspan]")))
    return page.finished()


def _with_hidden_body(tree: Any, hidden: frozenset[int], shown: list[Block]) -> list[Block]:
    """The blocks of a page whose body a script shows; `shown` where it keeps none."""
    unveiled = _blocks(tree) if hidden else []
    if is_body(text_of(unveiled)):
        return unveiled
    kept = kept_for_scripts(tree)
    body = _blocks(LexborHTMLParser(flattened(clean_characters(unescaped(kept)).text)[0])) if kept else []
    return list(numbered([*shown, *body])) if is_body(text_of(body)) else shown


class _Marked(NamedTuple):
    """Elements, by their place in memory, whose attributes matter: asking every element for them takes long."""

    hidden: frozenset[int]
    linking: frozenset[int]
    spanning: frozenset[int]


def _walk(root: Any, page: Page, marked: _Marked) -> None:
    """Depth first without recursion: a page may nest deeper than the stack of calls."""
    path: list[tuple[Any, str]] = []
    node = root
    while True:
        tag = node.tag
        if tag == "-text":
            page.text(node.text_content or "")
        elif _entered(node, tag, page, marked):
            child = node.child
            if child is not None:
                path.append((node, tag))
                node = child
                continue
            _left(tag, page)
        following = None if node is root else node.next
        while following is None:
            if not path:
                return
            node, tag = path.pop()
            _left(tag, page)
            following = None if node is root else node.next
        node = following


def _entered(node: Any, tag: str, page: Page, marked: _Marked) -> bool:
    """Tell the page that `node` begins; whether its children are to be read, and its end to be told."""
    if tag in _SKIPPED or (marked.hidden and node.mem_id in marked.hidden):
        return False
    if tag == "td" or tag == "th":
        return _cell(node, page, marked)
    if tag == "sup" and (mark := _note_mark(node)) is not None:
        page.text(mark)
        return False
    if tag == "a":
        page.enter_link(node.mem_id in marked.linking)
    elif (opened := _OPENED.get(tag)) is not None:
        opened(page)
    return True


def _note_mark(node: Any) -> str | None:
    """A note's number that is raised behind a number, whose digits are none of that number's; None if it is none.

    It is put in brackets, or left out before the number's unit, but behind a 10, of which it may be a power.
    """
    words = (node.text() or "").strip()
    if not words.isdecimal() or len(words) > 2:
        return None
    while node.prev is None and node.next is None and node.parent is not None and node.parent.tag in _INLINE:
        node = node.parent
    before, after = [(beside.text() or "").strip() if beside is not None else "" for beside in (node.prev, node.next)]
    if not before[-1:].isdecimal():
        return None
    has_unit = "\u4e00" <= after[:1] <= "\u9fff"
    return "" if has_unit and not _TEN.search(before) else f"[{words}]"


def _cell(node: Any, page: Page, marked: _Marked) -> bool:
    """Tell the page that a cell begins, or all of a cell of one text; whether there is more to tell."""
    row_span = column_span = 1
    if marked.spanning and node.mem_id in marked.spanning:
        attributes = node.attributes
        row_span, column_span = _count(attributes.get("rowspan")), _count(attributes.get("colspan"))
    inner = node.child
    while inner is not None and inner.tag in _AROUND and inner.next is None and inner.mem_id not in marked.hidden:
        inner = inner.child
    if inner is not None and (inner.tag != "-text" or inner.next is not None):
        page.enter_cell(row_span, column_span)
        return True
    page.plain_cell("" if inner is None else inner.text_content or "", row_span, column_span)
    return False


_OPENED: dict[str, Callable[[Page], None]] = {
    **dict.fromkeys(_BREAKING, Page.line_break),
    "table": Page.enter_table,
    "tr": Page.enter_row,
    "pre": lambda page: page.preformatted(True),
    "nav": lambda page: page.enter_apart("menu"),
    "footer": lambda page: page.enter_apart("footer"),
}
_CLOSED: dict[str, Callable[[Page], None]] = {
    **dict.fromkeys(_BLOCK, Page.line_break),
    **dict.fromkeys(("td", "th"), Page.leave_cell),
    **dict.fromkeys(("nav", "footer"), Page.leave_apart),
    "a": Page.leave_link,
    "table": Page.leave_table,
    "pre": lambda page: page.preformatted(False),
}


def _left(tag: str, page: Page) -> None:
    closed = _CLOSED.get(tag)
    if closed is not None:
        closed(page)


def _count(value: str | None) -> int:
    found = _NUMBER.match(value) if value else None
    return int(found[1]) if found else 1


def _hidden(tree: Any) -> frozenset[int]:
    return frozenset(node.mem_id for node in tree.css(_MAY_BE_HIDDEN) if _hides(node.attributes))


def _hides(attributes: Mapping[str, str | None]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _with(tree: Any, selector: str) -> frozenset[int]:
    return frozenset(node.mem_id for node in tree.css(selector))


def _head_data(tree: Any) -> dict[str, str]:
    """The page's title and the named meta elements (ArticleTitle, PubDate, ColumnName, ContentSource …)."""
    found: dict[str, str] = {}
    title = tree.css_first("title")
    if title is not None and (words := " ".join((title.text() or "").split())):
        found["title"] = words[:500]
    for node in tree.css("meta[name]")[:60]:
        name, content = node.attributes.get("name") or "", node.attributes.get("content") or ""
        if name and name.lower() not in ("viewport", "generator", "renderer", "robots", "referrer", "keywords"):
            found.setdefault(name, " ".join(content.split())[:500])
    return found
