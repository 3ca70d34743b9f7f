"""the law's clock."""
