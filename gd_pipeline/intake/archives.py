"""Containers: each member one Document, in the container's order, with source `PATH!member`."""

from collections.abc import Iterator

from gd_pipeline.intake.document import Document
from gd_pipeline.intake.kinds import Kind
from gd_pipeline.intake.reader import refused


def read_container(source: str, kind: Kind) -> Iterator[Document]:
    """Documents of the members of the container at `source`."""
    yield refused("unsupported", f"{kind.name} is not read", source, kind)
