"""The phone page: a relay between the world's phones and the hub. It is told number, place and range, nothing else."""
