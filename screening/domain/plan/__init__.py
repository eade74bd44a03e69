"""The plan: which kind an assessment leads to, and its weeks and sessions."""
