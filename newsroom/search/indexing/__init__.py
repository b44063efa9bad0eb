"""Keep the search index like the articles and annotations that it is made of."""
