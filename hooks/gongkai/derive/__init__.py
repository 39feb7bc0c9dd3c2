"""Reports → assessments: ratios, grades, changes over the years. Computed, never stated; no I/O."""
