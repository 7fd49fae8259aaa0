"""Practices and voices of the user's own, from the pack to the sitting."""
