"""Sounds and translations: data only."""
