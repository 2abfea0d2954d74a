"""Reports of days: figures counted from tickets and calls. No layout; printing has that."""
