"""Reports in; verdicts out, by interval arithmetic."""
