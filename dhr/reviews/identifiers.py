import secrets

# No vowels and no look-alikes: never a word, easy to read out.
LETTERS = "bcdfghjkmnpqrstvwxz23456789"


def public_id() -> str:
    """A short random identifier for addresses; it tells nothing about order or number."""
    return "".join(secrets.choice(LETTERS) for _ in range(10))


def paragraph_key() -> str:
    """A paragraph's identifier, as long as the editor's own block keys may be."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))
