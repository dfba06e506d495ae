"""Damages: what happens to reports on their way to us. Each is named and says which cells can still be told."""
