"""Real and simulated ways to make words into sound, and sound heard."""
