"""Rosters that people bring: pasted, as CSV or as a workbook; and rosters that they take away."""
