"""Reports on paper and as tables: what they are given, and how they look as CSV, XLSX and PDF."""
