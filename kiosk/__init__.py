"""The Qt app: every screen of every role, and the deeds behind them."""
