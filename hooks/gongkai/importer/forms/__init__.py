"""Tables of a document → figures and words for the places of a data file.

A table is read by its labels and merge ranges, never by fixed cells: :mod:`.area` is a table as a rectangle,
:mod:`.cells` its numbers, :mod:`.labels` the names of the lines, :mod:`.columns` the meaning of headings,
:mod:`.measures` 元 and 万元. :mod:`.tables` finds out which form a table is and hands it to the module of that form.
"""
