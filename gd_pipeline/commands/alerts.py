"""`gd-pipeline alerts`: what was found, and what people decide about it. The commands; their work is done beside."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from gd_pipeline.review.labels import DECIDABLE, FAMILIES, FORMS, LEVELS, SEVERITIES, STATES

app = typer.Typer(
    help="List, open, decide and export alerts (预警).\n\n"
    "Exit status: 0; 1 somebody decided meanwhile, or nothing was decided; 2 there is no such alert, file or option, "
    "or no warehouse.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def one_of(codes: Iterable[str], name: str, default: str = "") -> Any:
    """An option that may be repeated and takes only these codes."""
    return typer.Option(
        name, callback=lambda values: _known(values, codes), help=f"{', '.join(codes)}. May be repeated.{default}"
    )


def _known(values: list[str] | None, codes: Iterable[str]) -> list[str]:
    if unknown := [value for value in values or () if value not in codes]:
        raise typer.BadParameter(f"{unknown[0]!r} is none of {', '.join(codes)}")
    return values or []


Year = Annotated[str | None, typer.Option("--year", help="2015 or 2014-2018.")]
Rule = Annotated[list[str] | None, typer.Option("--rule", help="Code, or a part with *: 'sum.*'. May be repeated.")]
Severity = Annotated[list[str] | None, one_of(SEVERITIES, "--severity")]
State = Annotated[list[str] | None, one_of([*STATES, "all"], "--state", "  [default: open]")]
AnyState = Annotated[list[str] | None, one_of([*STATES, "all"], "--state", "  [default: all]")]
FromState = Annotated[list[str] | None, one_of([*STATES, "all"], "--from-state", "  [default: open]")]
Issuer = Annotated[str | None, typer.Option("--issuer", help="Part of the name, or the beginning of the code.")]
Family = Annotated[list[str] | None, one_of(FAMILIES, "--family")]
Level = Annotated[list[str] | None, one_of(LEVELS, "--level")]
Form = Annotated[list[str] | None, one_of(FORMS, "--form")]
Warehouse = Annotated[Path | None, typer.Option("--warehouse", help="DuckDB file [default: the published snapshot].")]
Note = Annotated[str | None, typer.Option("--note", help="Why.")]
Reviewer = Annotated[
    str | None, typer.Option("--reviewer", help="Who decides  [default: GD_REVIEWER, or the login name]")
]
Alert = Annotated[str, typer.Argument(metavar="ID", help="Its identifier, or enough of its beginning.")]
Decided = Annotated[
    str,
    typer.Argument(
        metavar="STATE",
        callback=lambda value: _known([value], DECIDABLE)[0],
        help=", ".join(f"{state} {STATES[state].zh}" for state in DECIDABLE),
    ),
]


@app.command("list")
def list_alerts(
    year: Year = None,
    rule: Rule = None,
    severity: Severity = None,
    state: State = None,
    issuer: Issuer = None,
    family: Family = None,
    level: Level = None,
    form: Form = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    warehouse: Warehouse = None,
) -> None:
    """List alerts, the worst first (列表). Tab-separated where it is no terminal."""
    from gd_pipeline.commands.alerts_work import list_them, wanted

    raise typer.Exit(list_them(wanted(year, rule, severity, state, issuer, family, level, form), limit, warehouse))


@app.command()
def show(alert: Alert, warehouse: Warehouse = None) -> None:
    """Open one alert: its evidence, the rule and its basis, what was decided (查看)."""
    from gd_pipeline.commands.alerts_work import show as run

    raise typer.Exit(run(alert, warehouse))


@app.command()
def decide(
    alert: Alert,
    state: Decided,
    note: Note = None,
    reviewer: Reviewer = None,
    after: Annotated[
        int,
        typer.Option(min=0, help="Number of the last decision that you saw; another one since is told, not buried."),
    ] = 0,
    warehouse: Warehouse = None,
) -> None:
    """Decide one alert (处理)."""
    from gd_pipeline.commands.alerts_decide import decide as run

    raise typer.Exit(run(alert, state, reviewer, note, after, warehouse))


@app.command("decide-all")
def decide_all(
    state: Decided,
    year: Year = None,
    rule: Rule = None,
    severity: Severity = None,
    from_state: FromState = None,
    issuer: Issuer = None,
    family: Family = None,
    level: Level = None,
    form: Form = None,
    note: Note = None,
    reviewer: Reviewer = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """Decide all alerts that fit alike, after telling how many they are (批量处理)."""
    from gd_pipeline.commands.alerts_decide import decide_all as run
    from gd_pipeline.commands.alerts_work import wanted

    filters = wanted(year, rule, severity, from_state, issuer, family, level, form)
    raise typer.Exit(run(filters, state, reviewer, note, yes, warehouse))


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="Ends in .csv or .xlsx.")],
    year: Year = None,
    rule: Rule = None,
    severity: Severity = None,
    state: AnyState = None,
    issuer: Issuer = None,
    family: Family = None,
    level: Level = None,
    form: Form = None,
    warehouse: Warehouse = None,
) -> None:
    """Write alerts to a spreadsheet that runs nothing when it is opened (导出)."""
    from gd_pipeline.commands.alerts_work import export as run
    from gd_pipeline.commands.alerts_work import wanted

    filters = wanted(year, rule, severity, state or ["all"], issuer, family, level, form)
    raise typer.Exit(run(file, filters, warehouse))
