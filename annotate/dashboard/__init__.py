"""The first page of people who lead classes: what is running, who needs help, what is due, and the next step."""
