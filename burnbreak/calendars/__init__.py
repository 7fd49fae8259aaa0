"""Booked times from calendars: only start, end, recurrence, busy status and cancellation are ever kept."""
