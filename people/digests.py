"""Digests under which secrets are stored: tokens, and the links of invitations and shared reports."""

import hashlib


def token_digest(token: str) -> str:
    """Return the digest under which a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
