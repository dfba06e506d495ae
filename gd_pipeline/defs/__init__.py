"""Dagster only: assets, checks, partitions, schedules, sensors, resources."""
