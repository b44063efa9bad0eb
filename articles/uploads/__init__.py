"""A ZIP archive with many articles, which are read one after the other in the background."""
