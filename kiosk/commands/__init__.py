"""One file a command: `register(app)` adds it; heavy imports stay inside the function that needs them."""
