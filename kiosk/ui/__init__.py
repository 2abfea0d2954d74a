"""The only place that knows PySide6."""
