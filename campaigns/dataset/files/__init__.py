"""The files of a dataset: the ZIP, tables, and what is in it for each article."""
