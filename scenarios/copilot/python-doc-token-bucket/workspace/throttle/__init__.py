"""Keeps callers from asking too often."""
