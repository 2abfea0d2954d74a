"""The centre's hub: numbers, calls, drafts, events."""
