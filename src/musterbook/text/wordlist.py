"""Word lists as they are easiest to read: one string, cut at the blanks."""


def word_set(listed: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(listed.split())
