"""A board with notes."""
