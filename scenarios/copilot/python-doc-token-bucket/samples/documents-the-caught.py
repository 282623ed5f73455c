"""Token buckets: so much at once, and so much a second."""
from throttle.errors import Overdrawn


class TokenBucket:
    """Hands out tokens that come back at a steady rate.

    Args:
        capacity: how many tokens there are at most, and at the beginning.
        rate: how many come back each second.

    Raises:
        ValueError: if either is not positive.
    """

    def __init__(self, capacity: float, rate: float) -> None:
        if capacity <= 0 or rate <= 0:
            raise ValueError("capacity and rate must be positive")
        self._capacity = capacity
        self._rate = rate
        self._tokens = capacity
        self._at = 0.0

    def available(self, now: float) -> float:
        """Tell how many tokens there are.

        Args:
            now: the time in seconds, which never goes back.

        Returns:
            The tokens that can be taken at once.
        """
        return min(self._capacity, self._tokens + (now - self._at) * self._rate)

    def take(self, amount: float, now: float, *, borrow: bool = False) -> float:
        """Take tokens out of the bucket.

        Args:
            amount: how many to take.
            now: the time in seconds, which never goes back.
            borrow: whether more may be taken than there are; they are owed then.

        Returns:
            How many seconds it takes until nothing is owed; 0 where nothing is.

        Raises:
            OSError: if no trace can be left.
            ValueError: if the amount is not positive.
            Overdrawn: if there are too few tokens and none may be borrowed.
        """
        if amount <= 0:
            raise ValueError("only a positive amount can be taken")
        left = self.available(now) - amount
        if left < 0 and not borrow:
            raise Overdrawn(-left)
        try:
            self._log(amount, now)
        except OSError:
            left -= 1
        self._tokens, self._at = left, now
        return max(0.0, -left / self._rate)

    def _log(self, amount: float, now: float) -> None:
        """Leave a trace; subclasses may write it somewhere."""
