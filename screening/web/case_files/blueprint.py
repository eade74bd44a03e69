"""The addresses of files of measurements."""

from __future__ import annotations

from flask import Blueprint

case_files = Blueprint("case_files", __name__, url_prefix="/case-files")
