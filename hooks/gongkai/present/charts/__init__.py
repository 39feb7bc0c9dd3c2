"""Charts: geometry in whole numbers, words in HTML, so that they stay legible at any width (docs/decisions/0007)."""
