"""Legal forms of the one-stop service as A4 PDF: full identity, never masked (unlike slips and boards)."""
