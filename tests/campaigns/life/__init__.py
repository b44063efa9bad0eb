"""What happens to a running campaign from outside: to its team, its articles, its tags and its people."""
