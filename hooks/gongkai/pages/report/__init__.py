"""The report page: head, chapters by outline, cross-checks."""
