"""What can go wrong on the net."""


class NetError(Exception):
    permanent = False
    retry_after = None


class Unavailable(NetError):
    """Try again later; the server may say when."""

    def __init__(self, message="unavailable", retry_after=None):
        super().__init__(message)
        self.retry_after = retry_after


class Forbidden(NetError):
    permanent = True


class GaveUp(NetError):
    def __init__(self, attempts):
        super().__init__(f"gave up after {len(attempts)} attempts")
        self.attempts = list(attempts)
