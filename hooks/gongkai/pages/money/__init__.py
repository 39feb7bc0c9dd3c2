"""The district's money in a year: what the units spent together, drawn, ranked and set against their scores."""
