"""Tables with an article in each row."""
