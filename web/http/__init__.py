"""HTTP below Django: what is decided before a request reaches a view."""
