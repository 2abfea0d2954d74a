"""What the hub keeps, behind a port: one SQLAlchemy Core implementation, one writer with group commit."""
