"""Views → HTML: Jinja2 with strict undefined names and autoescape; Markdown for free text. No figures in Markdown."""
