"""Reports in; verdicts out, by interval arithmetic."""

from gd_pipeline.checking.registry import check_report, findings

__all__ = ["check_report", "findings"]
