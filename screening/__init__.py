"""Hamstring injury-risk screening, strain triage and training reports."""

__version__ = "0.1.0"
