from board.app import Board


def test_finds_what_was_added():
    board = Board()
    board.store.add("buy milk")
    assert board.find("milk") == ["buy milk"]


def test_removed_notes_are_not_found():
    board = Board()
    board.store.remove(board.store.add("buy milk"))
    assert board.find("milk") == []
