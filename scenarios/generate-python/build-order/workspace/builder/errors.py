"""Why there is no order to build in."""


class BuildError(Exception):
    """Anything that is wrong with a build."""


class UnknownTarget(BuildError):
    def __init__(self, name, needed_by=None):
        by = f", which {needed_by} needs" if needed_by is not None else ""
        super().__init__(f"there is no target {name}{by}")
        self.name = name
        self.needed_by = needed_by


class CircularNeed(BuildError):
    def __init__(self, path):
        super().__init__(" needs ".join(path))
        self.path = list(path)
