"""The hub on the wire: HTTP and WebSocket in front of the deeds."""
