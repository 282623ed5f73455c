"""Chooses versions of what a project depends on."""
