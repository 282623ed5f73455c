"""What a program that is judged by its exit code comes to at its end: see "epilogue" in toolchain.json. Tells on file
descriptor 3 that the end was reached, and which classes have objects that are equal to everything.
"""
import builtins
import json
import os

path = os.path.join(os.environ["TOUCHSTONE_SUPPORT"], "equality.py")
names = {"__name__": "equality", "__file__": path, "__builtins__": dict(vars(builtins))}
with builtins.open(path, "rb") as source:
    builtins.exec(builtins.compile(source.read(), path, "exec"), names)
line = "%s %s\n" % (nonce, json.dumps({"event": "reached", "equal": names["equal_to_all"]()}))
os.write(3, line.encode("ascii"))
