"""Room 1: files in, typed rows out; nothing lost, everything traceable."""
