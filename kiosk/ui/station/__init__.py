"""The station: slip, papers, scanner, pages, sending."""
