"""A whole centre on one machine: real processes, simulated devices, and visits played through the real screens."""
