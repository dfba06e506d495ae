"""Alerts and decisions, the web app."""
