"""burnbreak: guided mindfulness breaks for clinical workdays."""

__version__ = "0.1.0"
