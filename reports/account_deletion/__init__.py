"""Deleting one's own account: download everything first, hand over what is others' too, then go."""
