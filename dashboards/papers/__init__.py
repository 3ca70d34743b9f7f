"""What leaves the house on paper or by e-mail: the digest of an edition and the sheets of agencies."""
