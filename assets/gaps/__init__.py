"""Room 5: how far practice lies below the line, how sure we are, and whose problem it is."""
