"""What a kiosk keeps on its own disk: device key, sealing, visit records, event log."""
