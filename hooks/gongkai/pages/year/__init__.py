"""The pages of the years."""
