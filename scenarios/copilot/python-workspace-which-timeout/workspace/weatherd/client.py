"""Asks the weather service."""
from collections.abc import Callable, Mapping

from weatherd.limits import clamp_timeout

Fetch = Callable[[str, float], bytes]


class Client:
    """Fetches, and tries again."""

    def __init__(self, settings: Mapping[str, object], fetch: Fetch) -> None:
        self._timeout = clamp_timeout(float(str(settings["timeout"])))
        self._retries = int(str(settings["retries"]))
        self._fetch = fetch

    def get(self, path: str) -> bytes:
        """The answer; the last failure where there is none."""
        for left in range(self._retries, -1, -1):
            try:
                return self._fetch(path, self._timeout)
            except TimeoutError:
                if left == 0:
                    raise
        raise AssertionError("not reached")
