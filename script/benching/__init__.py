"""The parts of script/bench, one for each kind of number."""
