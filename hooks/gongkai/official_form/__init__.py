"""The official forms as an Excel workbook, both ways: a data file's values → workbook → the same values.

Every cell that is filled in knows its place in the data file: a hidden column says it of each row, so that rows may be
inserted, copied and sorted. Where that column is gone, the labels say it.
"""
