"""Reads tables that people bring: CSV in any usual dress, and Excel workbooks."""
