"""Bring in what people have open or share: the bookmarklet, and the share menu of phones."""
