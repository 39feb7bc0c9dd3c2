"""The pages of the units, and what a unit's years have in common."""
