"""What can go wrong."""


class Overdrawn(Exception):
    """There were too few tokens.

    Args:
        lacking: how many more were asked for than there were.
    """

    def __init__(self, lacking: float) -> None:
        super().__init__(f"{lacking:g} tokens are lacking")
        self.lacking = lacking
