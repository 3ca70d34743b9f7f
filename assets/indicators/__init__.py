"""one SQL file a number."""
