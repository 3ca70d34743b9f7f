"""One module a page kind: facts in, the names a template prints out. No SQL, no HTML here."""
