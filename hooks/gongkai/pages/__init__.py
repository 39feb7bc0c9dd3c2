"""Reports and assessments → views: finished strings, rows and links, a folder or module for each page."""
