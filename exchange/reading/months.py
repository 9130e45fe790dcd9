"""Names of months."""

_NAMES = {
    1: "january jan januar jänner janvier enero janeiro januari gennaio stycznia",
    2: "february feb februar février févr fév febrero fevereiro februari febbraio lutego",
    3: "march mar märz maerz mrz mars marzo março maart marts marca",
    4: "april apr avril avr abril aprile kwietnia",
    5: "may mai mayo maio mei maj maggio maja",
    6: "june jun juni juin junio junho giugno czerwca",
    7: "july jul juli juillet juil julio julho luglio lipca",
    8: "august aug août agosto augustus augusti sierpnia",
    9: "september sept sep septembre septiembre setembro settembre września",
    10: "october oct oktober okt octobre octubre outubro ottobre października",
    11: "november nov novembre noviembre novembro listopada",
    12: "december dec dezember dez décembre déc diciembre dezembro desember dicembre grudnia",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
