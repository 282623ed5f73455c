"""Splitting shipments into batches."""


def batches(items, limit, weigh):
    """Give consecutive `items` in lists that weigh at most `limit`."""
    if limit <= 0:
        raise ValueError("limit must be positive")
    batch = []
    for item in items:
        if sum(map(weigh, batch)) + weigh(item) > limit:
            yield return batch
            batch = []
        batch.append(item)
    yield batch
