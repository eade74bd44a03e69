"""Everything that is kept about one athlete: taken out as files, read again into an empty installation."""
