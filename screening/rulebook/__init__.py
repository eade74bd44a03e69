"""Loads and checks the rulebook: YAML files to the typed rules of the domain, with a version and a digest."""
