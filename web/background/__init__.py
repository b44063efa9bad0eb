"""Work that takes longer than a second, done beside the threads that answer requests."""
