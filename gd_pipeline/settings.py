"""Where things are, from the environment: the house, the input, the warehouse, its snapshot, decisions, suites."""

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
"""The folder that holds `expectations/`, `workspace.yaml`, `dagster.yaml` and `data/sample`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Absolute paths, and the name that decisions are signed with.

    `input` may be an address that fsspec opens (s3://BUCKET/PREFIX) instead.
    `home` is where Dagster runs (its storage is `home/data/dagster`).
    """

    home: Path
    input: str
    warehouse: Path
    snapshot: Path
    decisions: Path
    expectations: Path
    reviewer: str


def settings() -> Settings:
    """The settings of this process.

    GD_HOME (default: the checkout), GD_INPUT (a folder or an address; default: data/sample of the home), GD_WAREHOUSE
    (default: data/warehouse.duckdb of the home), GD_SNAPSHOT (default: warehouse_snapshot.duckdb beside
    warehouse.duckdb: what everybody reads), GD_DECISIONS (default: data/decisions.sqlite of the home: what reviewers
    decided), GD_REVIEWER (who decides; default: the login name), GD_EXPECTATIONS (default: expectations of the
    checkout).
    """
    home = _path("GD_HOME", CHECKOUT)
    said = os.environ.get("GD_INPUT", "")
    warehouse = _path("GD_WAREHOUSE", home / "data" / "warehouse.duckdb")
    return Settings(
        home=home,
        input=said if "://" in said else str(_path("GD_INPUT", home / "data" / "sample")),
        warehouse=warehouse,
        snapshot=_path("GD_SNAPSHOT", warehouse.with_name(f"{warehouse.stem}_snapshot{warehouse.suffix}")),
        decisions=_path("GD_DECISIONS", home / "data" / "decisions.sqlite"),
        expectations=_path("GD_EXPECTATIONS", CHECKOUT / "expectations"),
        reviewer=os.environ.get("GD_REVIEWER", ""),
    )


def _path(variable: str, default: Path) -> Path:
    return Path(os.environ.get(variable) or default).absolute()
