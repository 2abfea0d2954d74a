"""Rules, walk, prefill, summary: pure, no Qt."""
