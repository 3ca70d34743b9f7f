"""the newest version of every case, and what happened to it."""
