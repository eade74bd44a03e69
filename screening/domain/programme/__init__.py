"""A dated training programme: made for one athlete, followed, and made anew when life gets in the way."""
