"""The clerk's desk: a unit's report as a form, with the very checks and the very page, from files and text alone.

Nothing here needs git, a network, a second process or a thread, so that a browser's Python can run it.
"""
