"""Moments that several tests begin at."""

from datetime import datetime

MORNING = datetime(2026, 3, 10, 9, 0)  # noqa: DTZ001 (Day gives it its zone)
