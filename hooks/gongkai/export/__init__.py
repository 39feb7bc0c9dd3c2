"""Views and reports → files for others: schema, new data files, open data."""
