from weatherd.client import Client


def test_gives_the_answer():
    assert Client({"timeout": 1, "retries": 0}, lambda path, timeout: b"sun").get("/") == b"sun"
