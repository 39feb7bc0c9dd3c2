"""The guard: whatever the public sees of two versions of the data is compared, and every difference is accounted for.

The promise: a difference below ``data/`` is free (:mod:`.free`), explained by a new 更正 or 变更 that names every
changed value with what it was and is (:mod:`.explained`), or refused.
"""
