"""Rosters: what a row says about an athlete, whom it means, and what would change in the club."""
