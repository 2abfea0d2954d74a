"""A city backend for newcomers and tests: the contract, implemented, with fsync."""
