"""Straighten, crop, judge: pure functions over pixel arrays."""
