"""Sessions written down once: what they tell, line by line, and the digests they end with. See README.md."""
