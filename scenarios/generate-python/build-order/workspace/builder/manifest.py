"""Reading what needs what."""


def read_manifest(text: str) -> dict[str, list[str]]:
    """Lines "target: need need …"; a target may stand on several lines."""
    targets: dict[str, list[str]] = {}
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line:
            name, _, needs = line.partition(":")
            targets.setdefault(name.strip(), []).extend(needs.split())
    return targets
