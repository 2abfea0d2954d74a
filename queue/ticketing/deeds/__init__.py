"""What the hub does: each deed is one object, called with a ledger inside one transaction."""
