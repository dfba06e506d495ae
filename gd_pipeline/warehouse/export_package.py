"""The data package: datapackage.json by the Frictionless specification, from the catalog."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import gd_pipeline
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.tables import Column, Table
from gd_pipeline.warehouse.export_tables import csv_columns
from gd_pipeline.warehouse.schema import declared
from gd_pipeline.warehouse.version import reader_version

TYPES = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "BOOLEAN": "boolean",
}
"""Table Schema's type of a declared type; lists are arrays."""


def package(resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The descriptor of the whole export."""
    return {
        "profile": "tabular-data-package",
        "name": "gd-pipeline-export",
        "title": "政府信息公开工作年度报告数据",
        "description": "Facts, checks, alerts and indicators from annual reports on government information disclosure. "
        "dictionary.html explains every column; CSV and Parquet hold the same rows.",
        "version": gd_pipeline.__version__,
        "versions": versions(),
        "resources": resources,
    }


def versions() -> dict[str, str]:
    """Which code and catalog made the export: release, and hashes of the reader, the catalog and the tables."""
    return {
        "gd_pipeline": gd_pipeline.__version__,
        "reader": reader_version(),
        "catalog": catalog_version(),
        "tables": declared(),
    }


@lru_cache(maxsize=1)
def catalog_version() -> str:
    """Hash (16 hexadecimal digits) of the catalog's data files."""
    digest = hashlib.sha256()
    for path in sorted((Path(gd_pipeline.__file__).parent / "catalog").iterdir()):
        if path.suffix in (".csv", ".toml"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def resource(table: Table, rows: int, csv: tuple[int, str], parquet: tuple[int, str], *, bom: bool) -> dict[str, Any]:
    """The descriptor of a table; `csv` and `parquet` are size in bytes and sha256 of its files."""
    name = f"{table.schema_}_{table.name}"
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"csv/{name}.csv",
        "title": table.zh,
        "description": table.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if bom else "utf-8",
        "bytes": csv[0],
        "hash": f"sha256:{csv[1]}",
        "rows": rows,
        "schema": {
            "fields": [field(each, key=each.name in table.key) for each in csv_columns(table)],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
        "parquet": {"path": f"parquet/{name}.parquet", "bytes": parquet[0], "hash": f"sha256:{parquet[1]}"},
    }


def field(column: Column, *, key: bool) -> dict[str, Any]:
    """The descriptor of a column: title in Chinese, description in English, unit where it counts something."""
    found: dict[str, Any] = {
        "name": column.name,
        "type": "array" if column.type.endswith("[]") else TYPES[column.type],
        "title": column.zh,
        "description": column.en,
    }
    if metric := metrics().get(column.name):
        found |= {"description": metric.note or metric.code, "unit": metric.unit}
    constraints: dict[str, Any] = {"enum": list(column.values)} if column.values else {}
    if not column.null and (key or column.type != "VARCHAR"):
        constraints["required"] = True
    return found | ({"constraints": constraints} if constraints else {})
