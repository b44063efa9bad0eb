"""The page on which a lesson is edited."""
