"""One module per intention: what a person wants to do, in one transaction. The shell brings the time."""
