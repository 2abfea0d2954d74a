"""The supervisor's desk: bridge, snapshots, ports."""
