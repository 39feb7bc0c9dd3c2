"""Open data: JSON, CSV and XLSX of every report, feeds, catalogue and manifest."""
