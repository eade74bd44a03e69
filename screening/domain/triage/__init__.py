"""Urgency: how soon somebody should be seen, by whom, and why."""
