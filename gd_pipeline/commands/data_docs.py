"""`gd-pipeline data-docs`: the suites of expectations and what they say of the warehouse, as pages."""

from pathlib import Path

import duckdb
from rich.console import Console

from gd_pipeline.settings import settings
from gd_pipeline.warehouse.connection import is_no_warehouse
from gd_pipeline.warehouse.data_docs import build
from gd_pipeline.warehouse.snapshot import readable
from gd_pipeline.warehouse.suites import SuiteError, suites


def data_docs(folder: Path, warehouse: Path | None, year: int | None) -> int:
    """Write the site of `warehouse` (default: the published snapshot, or else the warehouse) into `folder`.

    Returns:
        Exit status: 0 done; 1 the warehouse is held by another process or cannot be read, the expectations cannot be
        used, or `folder` cannot be written; 2 there is no warehouse.
    """
    where = settings()
    file = warehouse or readable(where.snapshot, where.warehouse)
    said = Console(stderr=True, style="red", highlight=False, markup=False, soft_wrap=True)
    if not file.is_file():
        said.print(f"gd-pipeline data-docs: there is no {file}: gd-pipeline run makes it (请先入库)")
        return 2
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            page = build(connection, suites(where.expectations), folder, year)
    except (duckdb.Error, OSError, SuiteError) as error:
        said.print(f"gd-pipeline data-docs: {error}")
        return 2 if is_no_warehouse(error) else 1
    Console().print(f"→ {page}", highlight=False, markup=False, soft_wrap=True)
    return 0
