"""`gd-pipeline export`: the warehouse as files that one takes away."""

from pathlib import Path

import duckdb
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from gd_pipeline.settings import settings
from gd_pipeline.warehouse.connection import is_no_warehouse
from gd_pipeline.warehouse.export import Exported, ExportError, export


def run(folder: Path, warehouse: Path | None, bom: bool) -> int:
    """Export `warehouse` (default: the published snapshot, or else the warehouse) into `folder`.

    Returns:
        Exit status: 0 done; 1 the warehouse is held by another process or cannot be read; 2 there is no warehouse, it
        lacks tables, or `folder` holds something else.
    """
    where = settings()
    file = warehouse or (where.snapshot if where.snapshot.is_file() else where.warehouse)
    said = Console(stderr=True, style="red", highlight=False, markup=False, soft_wrap=True)
    if not file.is_file():
        said.print(f"gd-pipeline export: there is no {file}: gd-pipeline run makes it (请先入库)")
        return 2
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            found = export(connection, folder, bom=bom)
    except ExportError as error:
        said.print(f"gd-pipeline export: {error}")
        return 2
    except (duckdb.IOException, OSError) as error:
        said.print(f"gd-pipeline export: {error}")
        return 2 if is_no_warehouse(error) else 1
    console = Console()
    console.print(told(found))
    console.print(
        f"→ {folder / 'datapackage.json'}  {folder / 'dictionary.html'}", highlight=False, markup=False, soft_wrap=True
    )
    return 0


def told(found: list[Exported]) -> Table:
    """Rows and bytes of each table."""
    table = Table(title="导出 exported", box=SIMPLE_HEAD, padding=(0, 0, 0, 1))
    table.add_column("表 table")
    for name in ("行 rows", "Parquet", "CSV"):
        table.add_column(name, justify="right")
    for each in found:
        table.add_row(each.table, f"{each.rows:,}", f"{each.parquet_bytes:,}", f"{each.csv_bytes:,}")
    return table
