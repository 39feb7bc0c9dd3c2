"""Sentences → statements: what a report says in words about its figures. Pure: no I/O, nothing judged here."""
