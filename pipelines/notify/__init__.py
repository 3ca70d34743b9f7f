"""What goes out by e-mail: the digest of an edition, and each agency's own sheet."""
