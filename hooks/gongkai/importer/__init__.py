"""Documents that a unit has → its data file: read, taken apart, settled, written.

A wrong figure is worse than a missing one. What is certain is written with the sentence or cell it comes from; what is
not is null with its candidates; what has no place is kept in the last chapter. No module here touches the disk, and
all that it needs runs in a browser's Python too.
"""
