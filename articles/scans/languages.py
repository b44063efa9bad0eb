"""The languages in which scans can be read: Tesseract's codes, their names, and which one to begin with."""

from django.utils.translation import get_language, get_language_info

from articles.sandbox.scans import installed_languages

# Tesseract's codes of languages that Django can name.
CODES = {
    "ara": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "est": "et",
    "eus": "eu", "fas": "fa", "fin": "fi", "fra": "fr", "gle": "ga", "glg": "gl", "heb": "he", "hin": "hi", "hrv": "hr",
    "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "lav": "lv", "lit": "lt", "nld": "nl", "nor": "nb",
    "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slk": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv",
    "tur": "tr", "ukr": "uk", "vie": "vi",
}  # fmt: skip
DEFAULT = "eng"


def language_choices() -> list[tuple[str, str]]:
    """Return (code, name in the language of the request) of the installed languages, by name."""
    return sorted(
        ((code, language_name(code)) for code in installed_languages()), key=lambda choice: choice[1]
    )


def language_name(code: str) -> str:
    """Return the name of one of Tesseract's languages; its code if it has no name here."""
    short = CODES.get(code)
    return str(get_language_info(short)["name_translated"]) if short else code


def short_code(code: str) -> str:
    """Return the code that articles have for one of Tesseract's languages; "" if there is none."""
    return CODES.get(code, "")


def tesseract_code(language: str) -> str:
    """Return Tesseract's code for a language (BCP 47); "" if there is none."""
    return next((code for code, short in CODES.items() if short == language.partition("-")[0]), "")


def preferred_language() -> str:
    """Return Tesseract's code for the language of the request."""
    return tesseract_code(get_language() or "") or DEFAULT


def first_language(installed: list[str]) -> str:
    """Return the language to begin with: that of the request, or else English, or else any that is installed."""
    return next((code for code in (preferred_language(), DEFAULT) if code in installed), installed[0])
