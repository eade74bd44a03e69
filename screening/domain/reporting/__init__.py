"""Report views: plain data for pages and PDFs, with every number, word and order decided here."""
