"""How the built-in narrators are made and checked; run by script/make_voice.py."""
