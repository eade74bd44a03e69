"""Pages of the athlete about the way back to training: the daily check-in, and where they stand."""
