"""Plain functions over one transaction, one subject a module. They never commit."""
