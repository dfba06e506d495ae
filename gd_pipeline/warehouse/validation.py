"""A suite run by Great Expectations over a frame: for every expectation held, failed or errored, with the rows.

An expectation that errors is no failure of the data: it is told apart and never passes.
"""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from gd_pipeline.warehouse.suites import Expected, Suite, SuiteError, parameters


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one expectation said of a frame; `rows` is a pandas.DataFrame of the failing rows, its shown columns."""

    expected: Expected
    result: Literal["held", "failed", "errored"]
    checked: int
    unexpected: int
    rows: Any
    detail: str


def validate(suite: Suite, frame: Any) -> list[Outcome]:
    """Run `suite` over `frame` (pandas), in the suite's order.

    Raises:
        SuiteError: Great Expectations did not take every expectation of the JSON.
    """
    loaded, definition = prepared(suite.raw["name"], json.dumps(suite.raw))
    if len(loaded.expectations) != len(suite.expectations):
        raise SuiteError(
            f"{suite.table}: {len(suite.expectations)} expectations, {len(loaded.expectations)} were loaded"
        )
    batch = definition.get_batch({"dataframe": frame})
    validated = batch.validate(loaded, result_format="COMPLETE", expectation_parameters=parameters())
    by_name = {name_of(each): each for each in validated.results}
    return [outcome(expected, by_name[expected.meta.name], frame) for expected in suite.expectations]


@lru_cache(maxsize=64)
def prepared(name: str, raw: str) -> tuple[Any, Any]:
    """The suite of this JSON as Great Expectations loads it, and what it takes a frame by; once a process."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("warehouse").add_dataframe_asset(name)
    return ExpectationSuite(**json.loads(raw)), asset.add_batch_definition_whole_dataframe("year")


def name_of(result: Any) -> str:
    """The name that our meta gives an expectation."""
    return str(result.expectation_config.meta["name"])


def outcome(expected: Expected, result: Any, frame: Any) -> Outcome:
    """One result in our words."""
    raised = message(result.exception_info)
    if raised:
        return Outcome(expected, "errored", len(frame), 0, frame.iloc[0:0], raised)
    said = result.result
    failing = [] if result.success else said.get("unexpected_index_list") or []
    shown = [*expected.meta.show] or sorted(expected.columns)
    count = int(said.get("unexpected_count") or 0)
    checked = int(said.get("element_count") or len(frame))
    detail = f"{count} of {checked} rows" if "unexpected_count" in said else f"observed {said.get('observed_value')}"
    return Outcome(expected, "held" if result.success else "failed", checked, count, frame.loc[failing, shown], detail)


def message(exception_info: dict[str, Any]) -> str:
    """What was raised while the expectation was evaluated, "" if nothing: one entry, or one a metric."""
    entries = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    return "; ".join(str(each["exception_message"]) for each in entries if each.get("raised_exception"))
