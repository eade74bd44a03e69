"""Backups: sealed copies of the database with a manifest, and the way back from one."""
