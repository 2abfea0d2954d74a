"""One file a role: builds its house from settings and names the drivers."""
