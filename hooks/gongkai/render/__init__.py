"""Views → HTML: Jinja2 with strict undefined names and autoescape; the marks of free text."""
