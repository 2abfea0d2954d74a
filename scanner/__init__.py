"""From paper to a clean, durable, sealed page and one PDF/A per document."""
