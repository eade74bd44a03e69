"""Measurements and check-ins that clubs bring as files, on their way into the cases of their athletes."""
