"""The list of the people of a course, and its groups, as the platform has them."""
