"""Lessons in classes: setting one, and updating what nobody has started after it has changed."""
