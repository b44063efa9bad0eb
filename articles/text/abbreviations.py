"""Abbreviations after whose full stop a sentence goes on, by language; written without the stop."""

ABBREVIATIONS = {
    "en": "Mr Mrs Ms Dr Prof St No Gen Sen Rep Gov Lt Col Sgt Capt Rev Hon Jr vs etc approx Inc Ltd",
    "es": "EE JJ FF CC RR DD Sr Sra Srta D Dña Dr Dra Ud Uds Prof Lic Ing Gral Av Avda núm pág art etc aprox",
    "pt": "Sr Sra Dr Dra Prof Profa Eng Exmo Exma Av núm nº pág art etc aprox",
    "ca": "Sr Sra Dr Dra Prof Av núm pàg art etc aprox",
    "it": "Sig Dott Prof Avv Ing On Sen Gen Arch Geom pag art ecc ca",
    "fr": "M MM Dr Pr Me Mgr St Ste av apr env art chap vol etc",
    "de": "Dr Prof Hr Fr St Nr Abs Art Bd bzw ca evtl ggf inkl usw vgl Mio Mrd Tel Str geb Jh",
    "nl": "Dhr Mevr Dr Prof Mr Ir Drs nr blz bijv ca enz incl resp St",
}
# Languages in which a number with a stop is an ordinal: "3. Mai".
ORDINAL_STOP = frozenset(
    {"de", "da", "nb", "nn", "no", "fi", "cs", "sk", "hu", "hr", "sl", "pl", "et", "lv", "is"}
)
