"""One injury from its onset to its close: an append-only log of events, and what follows from it. Pure."""
