"""build_order() in plain values."""


def order(targets, wanted):
    from builder.errors import CircularNeed, UnknownTarget
    from builder.order import build_order

    try:
        return list(build_order(targets, wanted))
    except UnknownTarget as error:
        return {"unknown": error.name, "needed_by": error.needed_by}
    except CircularNeed as error:
        return {"circle": list(error.path)}


def long_chain(length):
    """The first and last of a chain that is deeper than Python's recursion limit."""
    targets = {f"t{i:06}": [f"t{i + 1:06}"] for i in range(length)}
    targets[f"t{length:06}"] = []
    found = order(targets, ["t000000"])
    return [len(found), found[0], found[-1]]
