"""The comparisons: the reader's own and the ready-made ones."""
