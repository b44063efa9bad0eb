"""Odd values that have crashed other services, for every place where a value is sent."""

LONG = "x" * 60_000
BEYOND = 2**63

# As query parameters, form fields and parts of a path.
TEXTS = {
    "nothing": "",
    "NUL": "a\0b",
    "line breaks": "a\r\nb: c",
    "60,000 letters": LONG,
    "a negative number": "-1",
    "beyond 63 bits": str(BEYOND),
    "a digit that is no decimal": "²",
    "Arabic digits": "١٢",
    "an exponent": "1e400",
    "not a number": "NaN",
    "year 1, far east": "0001-01-01T00:00:00+14:00",
    "nobody's UUID": "00000000-0000-0000-0000-000000000000",
    "braces and a script": '{x} %s {0}"><script>alert(1)</script>',
}
CURSORS = {
    "of letters": "cD1hYmM=",
    "of a NUL": "cD0lMDA=",
    "of a great number": "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk=",
    "far on": "bz05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk=",
    "backwards and on": "bz0xJnI9MSZwPTAwMDEtMDEtMDE=",
    "not UTF-8": "cD3/",
}
# Percent-encoded bytes that are no UTF-8, or no such encoding.
BYTES = {"not UTF-8": "%FF%FE", "half a surrogate": "%ED%A0%80", "a bare percent": "%"}

# As members of a JSON object, besides TEXTS; as it is written.
VALUES = {
    "null": "null",
    "true": "true",
    "-1": "-1",
    "beyond 63 bits, a number": str(BEYOND),
    "far beyond": str(-(10**30)),
    "a fraction": "1.5",
    "a great fraction": "1e308",
    "an exponent beyond": "1e999",
    "NaN": "NaN",
    "5,000 digits": "9" * 5_000,
    "half a surrogate": '"\\ud800"',
    "half a surrogate within": '{"a\\udfff": ["b\\ud83d"]}',
    "a list of all kinds": '[null, 1, "a", [], {}, true]',
    "an object of all kinds": '{"a": 1, "status": {}, "evidence": 7, "source": [], "": null}',
    "a list of great numbers": f"[{BEYOND}, {-BEYOND}]",
    "a deep list": "[" * 900 + "]" * 900,
    "100,000 lists": "[" * 100_000,
}
HEADERS = {
    "nothing": "",
    "signs": '";=,\\/*',
    "5,000 digits": "9" * 5_000,
    "beyond 63 bits": str(BEYOND),
    "60,000 letters": LONG,
    "not UTF-8": "\xff\xfe",
    "a range": "bytes=99999999999999999999-,-5,x",
    "a quality": "text/html;q=NaN, application/json;q=1e999, */*;q=;;",
    "a time": "Sat, 99 Feb 99999 99:99:99 GMT",
    "base 64": "Basic \xe9==",
}
HEADER_NAMES = (
    "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Content-Type", "Cookie", "Host",
    "Idempotency-Key", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since",
    "Last-Event-ID", "Origin", "Range", "Referer", "User-Agent", "X-CSRFToken", "X-Forwarded-For",
    "X-Forwarded-Proto", "X-Request-ID", "X-Signed-In-As",
)  # fmt: skip
