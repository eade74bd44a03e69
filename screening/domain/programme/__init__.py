"""A dated training programme: made from a plan's situation, followed, and made anew when life gets in the way."""
