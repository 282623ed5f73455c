"""Reports in plain text."""
