"""`gd-pipeline parse`: the contract's JSON, one line a document, in the order of the paths."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from gd_pipeline.commands.contract import json_line
from gd_pipeline.intake import list_sources
from gd_pipeline.intake.document import Quarantine
from gd_pipeline.intake.limits import MAX_CONTAINER_BYTES
from gd_pipeline.warehouse.examine import Examined, examine_path, unread


def parse(paths: Sequence[Path], with_text: bool) -> int:
    """Print the JSON of every document of `paths` (files, or folders that hold them).

    Returns:
        Exit status: 0, or 1 where a reader failed on a document, or 2 where a path is missing or a folder empty; the
        other documents are printed in any case.
    """
    status = 0
    for examined in examine_paths(paths):
        sys.stdout.write(json_line(examined, with_text) + "\n")
        status = max(status, tell(examined))
    sys.stdout.flush()
    return status


def examine_paths(paths: Sequence[Path]) -> Iterator[Examined]:
    """Every document of `paths`, in their order, those of a folder sorted by name; `-` is standard input."""
    for path in paths:
        if str(path) == "-":
            yield from piped()
            continue
        if not os.path.isdir(path):
            yield from examine_path(path)
            continue
        sources = list_sources(path)
        if not sources:
            yield Examined(unread(str(path)), quarantine=Quarantine("missing", "the folder holds no file (目录为空)"))
        for source in sources:
            yield from examine_path(Path(source))


def piped() -> Iterator[Examined]:
    """Every document of what standard input gives; none where it is closed, or gives more than a container may have."""
    if sys.stdin is None:
        yield Examined(unread("-"), quarantine=Quarantine("missing", "standard input is closed (标准输入已关闭)"))
        return
    data = sys.stdin.buffer.read(MAX_CONTAINER_BYTES + 1)
    if len(data) > MAX_CONTAINER_BYTES:
        detail = f"more than {MAX_CONTAINER_BYTES} bytes on standard input"
        yield Examined(unread("-"), quarantine=Quarantine("too_large", detail))
        return
    with NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        yield from examine_path(Path(file.name), "-")


def tell(examined: Examined) -> int:
    """Say on standard error why a document gives no report; its exit status."""
    if examined.quarantine is None:
        return 0
    reason, detail = examined.quarantine.reason, examined.quarantine.detail
    sys.stderr.write(f"{examined.document.source}: {reason}: {detail}\n{examined.trace or ''}")
    return {"reader_failed": 1, "missing": 2}.get(reason, 0)
