"""Looks a finished site over: whether everything that the data promises stands there, and nothing that it does not."""
