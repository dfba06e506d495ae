"""The commands. Each is a few lines here, loads only what it needs, and does its work in `gd_pipeline.commands`."""

from pathlib import Path
from typing import Annotated

import typer

from gd_pipeline import __version__
from gd_pipeline.commands.alerts import app as alerts

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(alerts, name="alerts")
Paths = Annotated[
    list[Path], typer.Argument(help="Files, or folders that hold them; - is standard input.", show_default=False)
]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port of the web interface.")]


def version(asked: bool) -> None:
    """Say which version this is, if it is asked, and end."""
    if asked:
        typer.echo(f"gd-pipeline {__version__}")
        raise typer.Exit


@app.callback()
def gd_pipeline(
    _: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """政府信息公开工作年度报告: annual reports on information disclosure, read and checked."""


@app.command()
def parse(
    paths: Paths,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Add the cleaned text, which all offsets count in.")
    ] = False,
) -> None:
    """Print each document as one line of JSON (读取报告).

    Exit status: 0; 1 a reader failed on a document; 2 a path is missing or a folder holds nothing. The others are
    printed in any case.
    """
    from gd_pipeline.commands.parse import parse as run

    raise typer.Exit(run(paths, with_text))


@app.command()
def check(
    paths: Paths,
    html: Annotated[Path | None, typer.Option(help="Also write a page that needs nothing else to this file.")] = None,
) -> None:
    """Tell a person what is wrong with reports (核对报告).

    Exit status: 0 no error; 1 at least one error; 2 a path is missing, nothing was a report, or no page can be written.
    """
    from rich.console import Console

    from gd_pipeline.commands.check import check as run

    raise typer.Exit(run(paths, Console(), html))


@app.command("run")
def materialize(
    folder: Annotated[
        str | None, typer.Option("--input", help="Folder of reports, or s3://BUCKET/PREFIX [default: data/sample].")
    ] = None,
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file [default: data/warehouse.duckdb].")] = None,
    years: Annotated[str | None, typer.Option(help="Only these report years: 2015 or 2014-2018.")] = None,
) -> None:
    """Take a folder into the warehouse (入库). Through Dagster, in this process.

    Exit status: 0 done; 1 a step failed, it was interrupted, or another process holds the warehouse; 2 the folder is
    missing or empty, the years are none, or a setting cannot be.
    """
    try:
        from gd_pipeline.commands.run import run

        status = run(folder, warehouse, years)
    except KeyboardInterrupt:
        typer.echo("interrupted before it began (未开始即被中断)", err=True)
        status = 1
    raise typer.Exit(status)


@app.command()
def accuracy(
    target: Annotated[Path, typer.Option(help="The page to write.")] = Path("docs/accuracy.md"),
    count: Annotated[int, typer.Option(help="How many written reports are read back.")] = 1000,
    seed: Annotated[int, typer.Option(help="Fixes them all.")] = 2026,
    shared: Annotated[Path | None, typer.Option(help="Folder with labelled real reports, if there is one.")] = None,
) -> None:
    """Measure how exactly known reports are read (准确率). Exit status: 0."""
    from gd_pipeline.commands.accuracy import accuracy as run

    raise typer.Exit(run(target, count, seed, shared))


@app.command()
def ui(
    port: Port = 3000,
    host: Annotated[str, typer.Option(help="Address that it listens on.")] = "127.0.0.1",
    folder: Annotated[
        str | None, typer.Option("--input", help="Folder of reports, or s3://BUCKET/PREFIX [default: data/sample].")
    ] = None,
) -> None:
    """Start the Dagster UI on workspace.yaml (界面). Exit status: 2 the folder is missing, or the port is taken."""
    from gd_pipeline.commands.ui import ui as run

    raise typer.Exit(run(host, port, folder))


@app.command()
def review(
    port: Port = 8420,
    host: Annotated[str, typer.Option(help="Address that it listens on.")] = "127.0.0.1",
) -> None:
    """Start the review app (核对台): alerts, reports, coverage, series.

    Exit status: 0 when it is stopped; 2 it would be open to others without a password, there is nothing to show, or
    the port is taken.
    """
    from gd_pipeline.commands.review import review as run

    raise typer.Exit(run(host, port))


@app.command()
def bench(
    paths: Annotated[list[Path] | None, typer.Argument(help="Reports to time; none: written corpora.")] = None,
    size: Annotated[list[int] | None, typer.Option(min=20, help="Documents of a corpus; may be repeated.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Also 100,000 documents.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Without two processes and Dagster.")] = False,
    checks: Annotated[bool, typer.Option("--checks", help="Only rules evaluated and their time a report.")] = False,
    copies: Annotated[list[int] | None, typer.Option(help="Only copies found among so many; may be repeated.")] = None,
    told: Annotated[list[int] | None, typer.Option(help="The same, issuers and years told, not read.")] = None,
    kept: Annotated[Path, typer.Option(help="Folder that a run goes on in.")] = Path("data/bench"),
    target: Annotated[Path, typer.Option(help="The page to write.")] = Path("docs/benchmarks.md"),
) -> None:
    """Measure speed and memory (测速). Files to warehouse, on written corpora; or reports at hand, step by step.

    Exit status: 0; 2 none of the paths is a report.
    """
    if paths:
        from gd_pipeline.commands.bench import bench as run

        raise typer.Exit(run(paths))
    if checks:
        from gd_pipeline.commands.bench_checks import bench_checks

        raise typer.Exit(bench_checks(target))
    if copies or told:
        from gd_pipeline.commands.bench_copies import bench_copies

        raise typer.Exit(bench_copies(copies or [], told or [], kept, target))
    from gd_pipeline.commands.bench_scale import bench_scale

    raise typer.Exit(bench_scale(size or [1_000, 10_000, *([100_000] if full else [])], target, kept, plain))


@app.command()
def synth(
    folder: Annotated[Path, typer.Argument(help="Where to write: DIR/reports, DIR/gold, DIR/manifest.jsonl.")],
    count: Annotated[int, typer.Option(min=1, help="How many documents.")] = 100,
    seed: Annotated[int, typer.Option(help="Fixes every byte.")] = 1,
    form: Annotated[list[str] | None, typer.Option(help="narrative, 2014, 2019 or 2021; may be repeated.")] = None,
    level: Annotated[list[str] | None, typer.Option(help="province, prefecture, county, town, department.")] = None,
    year: Annotated[str | None, typer.Option(help="2015 or 2014-2018.")] = None,
    layout: Annotated[list[str] | None, typer.Option(help="Layouts, such as html or bar_rows.")] = None,
    damage: Annotated[list[str] | None, typer.Option(help="Damages of every report, such as torn_labels.")] = None,
    clean: Annotated[bool, typer.Option("--clean", help="No damage.")] = False,
    duplicates: Annotated[bool, typer.Option("--duplicates", help="With copies of all kinds among them.")] = False,
    labels: Annotated[bool, typer.Option(help="Write the label of each report.")] = True,
) -> None:
    """Write reports of our own (生成报告). With their labels, in any form, layout and damage.

    Exit status: 0; 2 an option names something unknown, or no form was in use in these years.
    """
    from gd_pipeline.commands.synth import synth as run
    from gd_pipeline.synth.corpus import Selection

    names = (tuple(form or ()), tuple(level or ()), (), tuple(layout or ()), tuple(damage or ()))
    raise typer.Exit(run(folder, count, seed, Selection(*names, clean, duplicates), year, labels))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write; an earlier export there is replaced.")],
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file [default: what the last run published].")] = None,
    bom: Annotated[bool, typer.Option("--bom", help="CSV with a byte order mark, for Excel.")] = False,
) -> None:
    """Write all tables as Parquet and CSV (导出). With a data package and a dictionary.

    Exit status: 0 done; 1 the warehouse cannot be read now; 2 there is none, or the folder holds something else.
    """
    from gd_pipeline.commands.export import run

    raise typer.Exit(run(folder, warehouse, bom))


@app.command("data-docs")
def data_docs(
    folder: Annotated[Path, typer.Option("--output", help="Folder of the pages.")] = Path("data/data-docs"),
    warehouse: Annotated[Path | None, typer.Option(help="DuckDB file [default: the published snapshot].")] = None,
    year: Annotated[int | None, typer.Option(help="Only this report year.")] = None,
) -> None:
    """Write the expectations and results as pages (数据文档). Offline.

    Exit status: 0; 1 warehouse or expectations cannot be read, or the folder not written; 2 there is no warehouse.
    """
    from gd_pipeline.commands.data_docs import data_docs as run

    raise typer.Exit(run(folder, warehouse, year))


def main() -> None:
    """The console script."""
    app()
