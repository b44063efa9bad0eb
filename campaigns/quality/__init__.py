"""Quality: figures per person over time, drift, and the agreement of the whole campaign."""
