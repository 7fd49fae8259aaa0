"""What burnbreak decides: pure functions over values, standard library only."""
