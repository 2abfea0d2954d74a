"""Icons, sounds, translations and artwork: data only."""
