"""The plain one-object-per-company market, kept as the readable truth that the fast one must equal."""
