"""DuckDB: schema from the catalog, load one year, views, suites, export."""
