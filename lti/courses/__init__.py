"""The courses of learning platforms: the people, classes and links that they have here."""
