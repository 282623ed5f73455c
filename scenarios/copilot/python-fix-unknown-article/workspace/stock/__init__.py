"""Keeps stock."""
