"""Sentences that stand on every paper of a case."""

from __future__ import annotations

SUPPORTS = "This plan supports, and does not replace, assessment by a health professional."
