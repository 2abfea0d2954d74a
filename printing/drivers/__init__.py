"""Printers, real and simulated, behind one port."""
