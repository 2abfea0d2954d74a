"""Slips and legal forms: layout, rasters, PDF, printers and what became of a print."""
