"""Journey, draft, identity card: standard library only, frozen."""
