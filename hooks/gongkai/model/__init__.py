"""What things are: money, unit, year, report, indicator, problem. Frozen, no I/O."""
