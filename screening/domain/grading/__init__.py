"""Strain grade: the gates that forbid grading, the rows that grade, and what missing answers do."""
