class EmbeddedError(RuntimeError):
    """A server could not be had; the message says what to do about it."""
