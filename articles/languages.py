"""The languages of articles by their names, for the list on forms."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from articles.text.language import canonical_code
from web.text.folding import fold

# Languages that are recognized, but have no name in Django.
OTHER_NAMES = {
    "am": N_("Amharic"),
    "ceb": N_("Cebuano"),
    "co": N_("Corsican"),
    "fil": N_("Filipino"),
    "gu": N_("Gujarati"),
    "ha": N_("Hausa"),
    "haw": N_("Hawaiian"),
    "hmn": N_("Hmong"),
    "ht": N_("Haitian Creole"),
    "jv": N_("Javanese"),
    "ku": N_("Kurdish"),
    "la": N_("Latin"),
    "lo": N_("Lao"),
    "mg": N_("Malagasy"),
    "mi": N_("Maori"),
    "mt": N_("Maltese"),
    "ny": N_("Chichewa"),
    "ps": N_("Pashto"),
    "sd": N_("Sindhi"),
    "si": N_("Sinhala"),
    "sm": N_("Samoan"),
    "sn": N_("Shona"),
    "so": N_("Somali"),
    "st": N_("Sotho"),
    "su": N_("Sundanese"),
    "xh": N_("Xhosa"),
    "yi": N_("Yiddish"),
    "yo": N_("Yoruba"),
    "zh": N_("Chinese"),
    "zu": N_("Zulu"),
}


def language_choices(current: str = "") -> list[tuple[str, str]]:
    """Return (code, name in the language of the request) of the languages in order of their names.

    The list contains ``current``, by its code if it has no name, and begins with the choice of none.
    """
    names = {canonical_code(code): info["name"] for code, info in LANG_INFO.items() if "name" in info}
    choices = {code: _(name) for code, name in (names | OTHER_NAMES).items()}
    if current and current not in choices:
        primary = choices.get(current.partition("-")[0])
        choices[current] = f"{primary} ({current})" if primary else current
    ordered = sorted(choices.items(), key=lambda choice: (fold(choice[1]), choice[0]))
    return [("", _("Not known")), *ordered]
