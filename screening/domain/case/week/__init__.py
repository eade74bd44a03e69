"""The days ahead of one case: dated sessions inside the limits of the stage."""
