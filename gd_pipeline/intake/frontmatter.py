"""What a converter wrote above a page's text: YAML front matter, or lines like `URL Source: …`."""

import re
from collections.abc import Sequence

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import PageWording
from gd_pipeline.intake.blocks import Line

_WORDING = wording(PageWording)
_KEYS = {
    "title": "title",
    _WORDING.title_label: "title",
    "url": "url",
    "url source": "url",
    "source_url": "url",
    "source": "url",
    "link": "url",
    "date": "date",
    "published time": "date",
    "published": "date",
    "publish_date": "date",
}
_FIELD = re.compile(rf"([A-Za-z_ ]{{2,20}}|{_WORDING.title_label}):\s{{0,5}}(.{{0,500}})")
_LINES = 40
_LAST = "markdown content:"


def may_be_front_matter(first: str) -> bool:
    """Whether a text whose first line this is may begin with front matter."""
    return first.strip().lower().startswith(("---", "title:", "url source:"))


def front_matter(lines: Sequence[Line]) -> tuple[int, dict[str, str]]:
    """How many lines at the beginning are front matter, and what it says under title, url and date."""
    if not lines:
        return 0, {}
    first = lines[0].text.strip()
    if first == "---":
        end = next((at for at, line in enumerate(lines[1:_LINES], start=1) if line.text.strip() == "---"), 0)
        fields = [_FIELD.fullmatch(line.text.strip()) for line in lines[1:end]]
        return (end + 1, _said(fields)) if end and any(fields) else (0, {})
    if not first.lower().startswith(("title:", "url source:")):
        return 0, {}
    end = next((at for at, line in enumerate(lines[:_LINES]) if line.text.strip().lower() == _LAST), -1)
    return (end + 1, _said([_FIELD.fullmatch(line.text.strip()) for line in lines[:end]])) if end > 0 else (0, {})


def _said(fields: Sequence[re.Match[str] | None]) -> dict[str, str]:
    said: dict[str, str] = {}
    for field in fields:
        key = _KEYS.get(field[1].strip().lower()) if field else None
        if field and key and (value := field[2].strip().strip("\"'")):
            said.setdefault(key, value)
    return said
