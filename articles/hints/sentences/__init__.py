"""What the kinds that look at whole sentences share."""
