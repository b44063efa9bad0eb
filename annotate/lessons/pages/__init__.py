"""The pages of lessons: the first page after signing up, the list, one lesson, its editor, and importing a file."""
