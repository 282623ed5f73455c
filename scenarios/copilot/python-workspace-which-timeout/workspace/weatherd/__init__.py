"""Hands weather out."""
