"""What the rules know of English grammar: word classes, verb groups, noun phrases, and what follows a verb."""
