"""Days and times of day as people say them."""

from datetime import date, datetime

_NOON = 12


def hour_in_words(hour: int) -> str:
    """12 AM, 1 AM … 11 PM."""
    return f"{hour % _NOON or _NOON} {'AM' if hour < _NOON else 'PM'}"


def day_in_words(day: date) -> str:
    """Sat, Nov 1."""
    return f"{day:%a, %b} {day.day}"


def wall(clock: datetime) -> str:
    """Sat, Nov 1, 9 AM; with minutes where there are some. An aware instant is told by its own zone."""
    time = hour_in_words(clock.hour)
    if clock.minute:
        time = time.replace(" ", f":{clock.minute:02} ")
    return f"{day_in_words(clock.date())}, {time}"
