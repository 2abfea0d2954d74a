"""How long a ticket will wait: pure, no clock, no database; numpy for the arithmetic of past errors."""
