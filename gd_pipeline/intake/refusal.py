"""The one way for a reader to say that a content cannot be read."""

REASONS: dict[str, str] = {
    "missing": "there is no such path",
    "directory": "a directory was given where a file was wanted",
    "unreadable": "the file cannot be opened",
    "empty": "the file holds no text",
    "binary": "the bytes are neither text nor a known format",
    "undecodable": "no encoding makes text of the bytes",
    "too_large": "more than the limits allow",
    "needs_ocr": "pictures of pages, without a text layer that can be read",
    "bad_archive": "the container is damaged",
    "bad_record": "the record has no text",
    "too_deep": "containers nested deeper than one level",
    "bomb": "unpacks to far more than it holds",
    "encrypted": "a password is needed",
    "missing_tool": "a program that reads this format is not installed",
    "unsupported": "a format that is not read",
    "reader_failed": "the reader failed",
}
"""Reason codes of intake, with what each means."""


class IntakeError(Exception):
    """A content is not read; `reason` is a key of REASONS, `detail` a sentence for a person."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
