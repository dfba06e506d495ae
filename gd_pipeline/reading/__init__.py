"""A document's text in; a Report out."""
