"""Files of records (.jsonl, .parquet): each record's text one Document, with source `PATH!number` from 1."""

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from gd_pipeline.catalog.wording import wording
from gd_pipeline.catalog.wording_texts import PageWording
from gd_pipeline.intake.document import Document
from gd_pipeline.intake.kinds import CONTAINERS, JSONL, TEXT, kind_of
from gd_pipeline.intake.limits import MAX_STREAM_BYTES, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES
from gd_pipeline.intake.reader import read_content, refused
from gd_pipeline.intake.refusal import IntakeError

_WORDING = wording(PageWording)
_BATCH = 64


def read_jsonl(handle: IO[bytes], source: str) -> Iterator[Document]:
    """A Document for each line that is not blank; a line that is no object with a text is a bad_record."""
    number = 0
    while line := handle.readline(MAX_TEXT_BYTES + 1):
        number += 1
        if not line.strip():
            continue
        if len(line) > MAX_TEXT_BYTES:
            _skip_line(handle, line)
            yield refused("too_large", f"a line of more than {MAX_TEXT_BYTES} bytes", f"{source}!{number}", JSONL)
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield refused("bad_record", f"the line is no JSON: {error}", f"{source}!{number}", JSONL, size=len(line))
            continue
        yield _document(record, f"{source}!{number}")


def _skip_line(handle: IO[bytes], line: bytes) -> None:
    skipped = len(line)
    while line and not line.endswith(b"\n"):
        line = handle.readline(MAX_TEXT_BYTES)
        skipped += len(line)
        if skipped > MAX_STREAM_BYTES:
            raise IntakeError("too_large", f"a line of more than {MAX_STREAM_BYTES} bytes")


def read_parquet(handle: IO[bytes], source: str) -> Iterator[Document]:
    """A Document for each row; columns are found by their names, as the keys of a JSON record are.

    Raises:
        IntakeError: bad_archive (no parquet), bad_record (no text column), bomb (a row group unpacks to too much).
    """
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(handle)
        columns = _columns(file)
        number = 0
        for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
            for record in batch.to_pylist():
                number += 1
                yield _document(record, f"{source}!{number}")
    except pyarrow.ArrowException as error:
        raise IntakeError("bad_archive", f"the parquet file is damaged: {error}") from error


def _columns(file: Any) -> list[str]:
    names = list(file.schema_arrow.names)
    if not any(key in names for key in _WORDING.text_keys):
        raise IntakeError("bad_record", f"no text column among {', '.join(names[:20])}")
    for group in range(file.metadata.num_row_groups):
        if file.metadata.row_group(group).total_byte_size > MAX_UNPACKED_BYTES:
            raise IntakeError("bomb", f"row group {group} unpacks to more than {MAX_UNPACKED_BYTES} bytes")
    wanted = {*_WORDING.text_keys, *_WORDING.url_keys, *_WORDING.title_keys, *_WORDING.date_keys}
    return [name for name in names if name in wanted]


def _document(record: Any, source: str) -> Document:
    if not isinstance(record, Mapping):
        return refused("bad_record", "the record is no object with named values", source, JSONL)
    if not any(key in record for key in _WORDING.text_keys):
        record = next((inner for inner in record.values() if isinstance(inner, Mapping)), record)
    text = next(
        (found for key in _WORDING.text_keys if isinstance(found := record.get(key), str | bytes) and found), None
    )
    if text is None:
        return refused(
            "bad_record", f"the record has no text under {', '.join(_WORDING.text_keys[:6])} …", source, JSONL
        )
    data = text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
    kind = kind_of(data[:8192], "")
    said = {
        name: value[:2000]
        for name, keys in (("url", _WORDING.url_keys), ("title", _WORDING.title_keys), ("date", _WORDING.date_keys))
        if (value := _said(record, keys))
    }
    return read_content(data, source, TEXT if kind in CONTAINERS else kind, said)


def _said(record: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((found for key in keys if isinstance(found := record.get(key), str) and found), "")
