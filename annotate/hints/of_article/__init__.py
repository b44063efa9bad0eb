"""All hints of an article, for those who run it: to prepare an exercise, and to ask a language model."""
