"""Files with check-ins, force tests and running sessions: CSV or workbook, read strictly, row by row."""
