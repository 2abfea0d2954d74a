"""Scanners, real and simulated, behind one port."""
