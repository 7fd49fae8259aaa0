"""How every sound of burnbreak is synthesised; run by script/make_sounds.py."""
