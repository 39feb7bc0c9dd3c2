"""What several pages are made of: tables, charts, figures as text, links."""
