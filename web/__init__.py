"""What any web application needs, and nothing that is about people, articles or annotations."""
