"""Works with measurements."""
