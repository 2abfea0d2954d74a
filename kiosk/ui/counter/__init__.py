"""The counter: a clerk signs in, calls, looks through a dossier, accepts it."""
