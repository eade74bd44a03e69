"""A club of invented people, to try everything out: made, recognised wherever it shows, and removed again."""
