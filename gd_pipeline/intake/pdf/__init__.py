"""PDF with a text layer: characters and ruling lines in; lines, tables and page starts out."""
