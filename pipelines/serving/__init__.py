"""`lawgap serve`: editions over HTTP, as they were published, with what was withdrawn later said over them."""
