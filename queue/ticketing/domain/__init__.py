"""What a number, a call and a clerk are, and what may happen to them. Standard library only."""
