"""Who says what: attributions, found by the grammar of each language and turned into hints.

A language's folder has ``find(document)``, which returns ``Attribution`` objects, and ``forms(kind, word)``, which
returns the forms of a word of ``reporting_verbs.toml``.
"""
