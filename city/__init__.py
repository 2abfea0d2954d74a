"""The city processing backend as we see it: its contract, our outbox and courier, and a sandbox."""
