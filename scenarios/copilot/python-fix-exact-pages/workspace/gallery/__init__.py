"""Shows pictures."""
