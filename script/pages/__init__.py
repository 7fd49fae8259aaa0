"""A page for each practice, with a picture of how it sounds; run by script/make_practice_pages.py."""
