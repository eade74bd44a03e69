"""Charts as numbers, labels and a text alternative; templates only draw them."""
