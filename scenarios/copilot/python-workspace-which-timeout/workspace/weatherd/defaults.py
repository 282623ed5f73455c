"""What holds where nothing else is said."""

TIMEOUT = 10.0
RETRIES = 2
CACHE_SECONDS = 300
