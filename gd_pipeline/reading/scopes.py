"""Whom a number speaks for: 全市, 市政府, 本局… as the sentence says it."""

import re

_SCOPE = re.compile(
    r"[全省市县区州本我](?:(?<=全)(?:省|市|县|区|州|盟|旗|镇|乡|街道|系统|局|委|国)"
    r"|(?<=[省市县区州])(?:人民)?政府(?:办公?[厅室]?)?|(?<=[省市县区])级机关"
    r"|(?<=[本我])(?:省|市|县|区|州|盟|旗|镇|乡|街道|局|委|办|厅|院|单位|机关|部门|中心|站|所))"
)


def scope_of(text: str, start: int, at: int) -> str | None:
    """The last scope word between `start` (the sentence's start) and `at`, or None."""
    scope = None
    for match in _SCOPE.finditer(text, max(start, at - 120), at):
        scope = match[0]
    return scope
