"""A case as FHIR R4 resources, as plain dictionaries: only what is known is said, and in whose name."""
