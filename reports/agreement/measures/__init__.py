"""The measures of agreement: one class per file, named like its ``slug``, which the API and files use as well."""
