"""The second evaluator: whole squads and leagues at once, over columns; same results as the core's own."""
