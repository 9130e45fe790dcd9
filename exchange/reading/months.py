"""Names of months."""

_NAMES = {
    1: "january jan januar jänner janvier enero janeiro",
    2: "february feb februar février febrero fevereiro",
    3: "march mar märz maerz mrz mars marzo março",
    4: "april apr avril abril",
    5: "may mai mayo maio",
    6: "june jun juni juin junio junho",
    7: "july jul juli juillet julio julho",
    8: "august aug août agosto",
    9: "september sept sep septembre septiembre setembro",
    10: "october oct oktober okt octobre octubre outubro",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez décembre diciembre dezembro",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
