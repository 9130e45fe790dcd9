"""Names of the days of the week."""

_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue tues wed weds thu thur thurs fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
)
WEEKDAYS = frozenset(name for names in _NAMES for name in names.split())
