"""A check in a program of its own: no line of the target file may be longer than parameters["most"]."""
import json
import sys

request = json.loads(sys.stdin.readline())
params = request["params"]
path = params["scenario"]["target"]["file"]
most = params["parameters"]["most"]
with open(path, encoding="utf-8", errors="replace") as lines:
    long = [(number, len(line.rstrip("\n"))) for number, line in enumerate(lines, 1) if len(line.rstrip("\n")) > most]
result = {
    "status": "failed" if long else "passed",
    "score": 0 if long else 1,
    "reason": f"{len(long)} lines are longer than {most} characters" if long else f"no line is longer than {most}",
    "measures": {"lines.too_long": len(long)},
    "evidence": [{"kind": "place", "title": "too long", "data": {"file": path, "line": number, "message": f"{length} characters"}}
                 for number, length in long[:20]],
}
print(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}))
