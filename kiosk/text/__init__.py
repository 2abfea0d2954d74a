"""Telex, VNI, search key, collation: pure."""
