"""Bytes in; clean text, grids and where each came from out."""
