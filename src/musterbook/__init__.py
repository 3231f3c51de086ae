"""Musterbook."""
