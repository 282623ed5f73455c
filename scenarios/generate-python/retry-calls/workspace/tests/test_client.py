import pytest

from net.client import Client
from net.errors import Forbidden, GaveUp, Unavailable


class Transport:
    """Raises or returns what it was given, in order."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self, path, headers):
        self.asked.append(path)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_calls_again():
    slept = []
    client = Client(Transport(Unavailable(), Unavailable(), "page"), slept.append)
    assert client.get("/") == "page"
    assert slept == [0.5, 1]
    assert client.get.retries == 2


def test_gives_up():
    failures = [Unavailable(str(i)) for i in range(4)]
    client = Client(Transport(*failures), lambda seconds: None)
    with pytest.raises(GaveUp) as raised:
        client.get("/")
    assert raised.value.attempts == failures
    assert raised.value.__cause__ is failures[-1]


def test_permanent_errors_pass_through():
    client = Client(Transport(Forbidden("no")), pytest.fail)
    with pytest.raises(Forbidden):
        client.get("/secret")
