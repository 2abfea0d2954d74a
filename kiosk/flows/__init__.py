"""The deeds of a visit; they see ports, never drivers."""
