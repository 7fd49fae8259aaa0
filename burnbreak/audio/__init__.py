"""Sound without Qt: assets, mixing, and players that never fail the sitting."""
