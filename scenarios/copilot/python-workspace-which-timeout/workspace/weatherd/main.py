"""Puts things together."""
from weatherd.client import Client, Fetch
from weatherd.settings import load


def make_client(fetch: Fetch) -> Client:
    """A client as it is configured."""
    return Client(load(), fetch)
