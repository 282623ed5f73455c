import pytest

from throttle.bucket import TokenBucket
from throttle.errors import Overdrawn


def test_takes_what_is_there():
    assert TokenBucket(3, 1).take(3, now=0) == 0


def test_too_much():
    with pytest.raises(Overdrawn) as caught:
        TokenBucket(3, 1).take(5, now=0)
    assert caught.value.lacking == 2


def test_owes():
    assert TokenBucket(3, 2).take(5, now=0, borrow=True) == 1
