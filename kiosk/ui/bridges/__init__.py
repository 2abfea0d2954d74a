"""Bridges: what stands behind the screens of each role."""
