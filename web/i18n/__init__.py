"""Translation. All of it is gettext, and there is one way for each kind of module:

- Pages, forms, actions and APIs call Django's ``gettext`` (as ``_``); constants and class attributes are
  ``gettext_lazy``. A module with both imports ``gettext_lazy as _`` and ``gettext`` by its name.
- Pure modules, which import no Django, return a ``Message``: a template with its values. What shows it calls
  ``translate(message)``.
- The texts of codebooks that ship are data, so they are looked up with a context of their own
  (``annotate.codebooks.translation``).
"""
