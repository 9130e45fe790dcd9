"""The time zones a person or team may choose."""

from zoneinfo import available_timezones

ZONE_NAMES = sorted(
    name
    for name in available_timezones()
    if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))
) + ["UTC"]
