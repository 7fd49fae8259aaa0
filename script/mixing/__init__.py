"""Renders sittings as they will be heard and measures them; run by script/measure_mixes.py."""
