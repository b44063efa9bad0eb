"""Progress over time: exercise by exercise, what a pupil and a class found, missed and mistook."""
