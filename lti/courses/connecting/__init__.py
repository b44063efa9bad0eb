"""Connecting the account that somebody has through a platform with an ordinary one of theirs."""
