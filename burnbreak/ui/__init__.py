"""Qt: everything that is seen."""
