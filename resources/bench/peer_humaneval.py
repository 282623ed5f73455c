"""Times a checkout of openai/human-eval on a samples file: prints {"samples", "seconds", "passed"} as JSON.

usage: peer_humaneval.py CHECKOUT PROBLEMS SAMPLES WORKERS TIMEOUT
Only its function check_correctness is called, from a pool of threads as its own evaluator does.
"""
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

checkout, problems_file, samples_file, workers, timeout = sys.argv[1:]
sys.path.insert(0, checkout)
from human_eval.execution import check_correctness  # noqa: E402

with open(problems_file, encoding="utf-8") as lines:
    problems = {problem["task_id"]: problem for problem in map(json.loads, lines)}
with open(samples_file, encoding="utf-8") as lines:
    samples = [json.loads(line) for line in lines if line.strip()]

start = time.monotonic()
with ThreadPoolExecutor(max_workers=int(workers)) as pool:
    results = list(pool.map(
        lambda sample: check_correctness(problems[sample["task_id"]], sample["completion"], float(timeout)), samples))
json.dump({"samples": len(samples), "seconds": time.monotonic() - start,
           "passed": sum(result["passed"] for result in results)}, sys.stdout)
