"""Data folder → reports with positions: the only reader of ``data/``."""
