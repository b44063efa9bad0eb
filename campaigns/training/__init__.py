"""Training: practice articles with an answer key, attempts, and the pass mark."""
