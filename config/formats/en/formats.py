"""How dates are written in English. Other languages have Django's own way."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
