"""Words of numbers, scales, fractions, units and hedges in each language; accents are folded."""

from newsroom.claims.matching.numbers.quantity import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    NEARLY,
    OVER,
    UNDER,
)

_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis "
    "veintisiete veintiocho veintinueve"
)
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_ES_HUNDREDS = "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"

NUMBERS: dict[str, dict[str, int]] = {
    "en": {word: number for number, word in enumerate(_EN.split())}
    | {word: 10 * number for number, word in enumerate(_EN_TENS.split(), 2)},
    "es": {word: number for number, word in enumerate(_ES.split())}
    | {word: 10 * number for number, word in enumerate(_ES_TENS.split(), 3)}
    | {
        f"{word}{end}": 100 * number
        for number, word in enumerate(_ES_HUNDREDS.split(), 2)
        for end in ("os", "as")
    }
    | {"cien": 100, "ciento": 100, "una": 1, "un": 1, "veintiun": 21, "veintiuna": 21},
}
# "One" is an article, too: alone it is no number.
ARTICLES = {"en": {"one", "a", "an"}, "es": {"un", "una", "uno"}}
SCALES: dict[str, dict[str, int]] = {
    "en": {
        "hundred": 100, "dozen": 12, "dozens": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9,
        "trillion": 10**12, "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12,
    },
    "es": {
        "docena": 12, "docenas": 12, "centenar": 100, "mil": 10**3, "millar": 10**3, "millares": 10**3,
        "millon": 10**6, "millones": 10**6, "millardo": 10**9, "millardos": 10**9, "billon": 10**12,
        "billones": 10**12, "mm": 10**6,
    },
}  # fmt: skip
JOINTS = {"en": {"and"}, "es": {"y"}}
# Fractions: their plurals need a number before them, their singulars one and a word such as "of" after them.
FRACTIONS: dict[str, dict[str, int]] = {
    "en": {
        "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    },
    "es": {
        "mitad": 2, "tercio": 3, "tercera": 3, "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "sexta": 6,
        "septima": 7, "octava": 8, "novena": 9, "decima": 10,
    },
}  # fmt: skip
PERCENT = (("%",), ("percent",), ("per", "cent"), ("pct",), ("por", "ciento"), ("por", "cien"), ("pc",))
OUT_OF = {
    "en": (("in", "every"), ("out", "of", "every"), ("out", "of"), ("in",)),
    "es": (("de", "cada"), ("de", "entre")),
}
MULTIPLES = {
    "en": {"twice": 2, "double": 2, "doubled": 2, "thrice": 3, "triple": 3, "tripled": 3, "quadruple": 4},
    "es": {"doble": 2, "duplico": 2, "triple": 3, "triplico": 3, "cuadruple": 4},
}  # fmt: skip
# A word -> its dimension and how many of the smallest unit it is.
UNITS: dict[str, dict[str, tuple[str, float]]] = {
    "en": {
        "second": ("time", 1), "minute": ("time", 60), "min": ("time", 60), "hour": ("time", 3600),
        "day": ("time", 86400), "week": ("time", 604800), "fortnight": ("time", 1209600),
        "month": ("months", 1), "year": ("months", 12), "decade": ("months", 120), "century": ("months", 1200),
        "centurie": ("months", 1200),
        "gram": ("mass", 0.001), "kilo": ("mass", 1), "kilogram": ("mass", 1), "kg": ("mass", 1),
        "tonne": ("mass", 1000), "ton": ("mass", 1000),
        "metre": ("length", 1), "meter": ("length", 1), "kilometre": ("length", 1000),
        "kilometer": ("length", 1000), "km": ("length", 1000), "centimetre": ("length", 0.01), "cm": ("length", 0.01),
        "mile": ("length", 1609.344), "hectare": ("area", 10000), "litre": ("volume", 1), "liter": ("volume", 1),
        "megawatt": ("power", 1000), "mw": ("power", 1000), "kilowatt": ("power", 1), "gigawatt": ("power", 10**6),
    },
    "es": {
        "segundo": ("time", 1), "minuto": ("time", 60), "hora": ("time", 3600), "dia": ("time", 86400),
        "semana": ("time", 604800), "quincena": ("months", 0.5), "mese": ("months", 1), "mes": ("months", 1),
        "bimestre": ("months", 2), "trimestre": ("months", 3), "semestre": ("months", 6), "ano": ("months", 12),
        "lustro": ("months", 60), "decada": ("months", 120), "siglo": ("months", 1200), "gramo": ("mass", 0.001),
        "kilo": ("mass", 1), "kilogramo": ("mass", 1), "kg": ("mass", 1), "quintal": ("mass", 100),
        "quintale": ("mass", 100), "tonelada": ("mass", 1000), "metro": ("length", 1), "kilometro": ("length", 1000),
        "km": ("length", 1000), "centimetro": ("length", 0.01), "cm": ("length", 0.01), "milla": ("length", 1609.344),
        "hectarea": ("area", 10000), "litro": ("volume", 1), "megavatio": ("power", 1000), "kilovatio": ("power", 1),
        "gigavatio": ("power", 10**6),
    },
}  # fmt: skip
# Words after a unit that make it another: cubic metres, metros cuadrados.
OTHER_UNIT = {"cubic", "square", "cubico", "cubicos", "cuadrado", "cuadrados"}
# Units that are a number of their own: the last decade, a fortnight.
ALONE = {"en": {"decade", "fortnight", "century"}, "es": {"decada", "siglo", "lustro", "quincena"}}
HEDGES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("no more than", AT_MOST), ("no fewer than", AT_LEAST), ("no less than", AT_LEAST), ("at least", AT_LEAST),
        ("a minimum of", AT_LEAST), ("at most", AT_MOST), ("a maximum of", AT_MOST), ("up to", AT_MOST),
        ("more than", OVER), ("over", OVER), ("above", OVER), ("upwards of", OVER), ("less than", UNDER),
        ("fewer than", UNDER), ("under", UNDER), ("below", UNDER), ("nearly", NEARLY), ("almost", NEARLY),
        ("just short of", NEARLY), ("close to", ABOUT), ("about", ABOUT), ("around", ABOUT), ("some", ABOUT),
        ("roughly", ABOUT), ("approximately", ABOUT), ("an estimated", ABOUT), ("circa", ABOUT),
    ),
    "es": (
        ("no mas de", AT_MOST), ("no menos de", AT_LEAST), ("por lo menos", AT_LEAST), ("al menos", AT_LEAST),
        ("como minimo", AT_LEAST), ("un minimo de", AT_LEAST), ("como maximo", AT_MOST), ("a lo sumo", AT_MOST),
        ("un maximo de", AT_MOST), ("hasta", AT_MOST), ("mas de", OVER), ("por encima de", OVER), ("menos de", UNDER),
        ("por debajo de", UNDER), ("casi", NEARLY), ("cerca de", ABOUT), ("alrededor de", ABOUT), ("en torno a", ABOUT),
        ("unos", ABOUT), ("unas", ABOUT), ("aproximadamente", ABOUT), ("poco mas de", OVER), ("mas o menos", ABOUT),
    ),
}  # fmt: skip
