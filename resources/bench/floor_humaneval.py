"""The physical floor of judging a samples file: a fork of a warm interpreter and the sample's own work.

usage: floor_humaneval.py PROBLEMS SAMPLES WORKERS TIMEOUT
Prints {"samples", "seconds", "passed", "own_seconds"} as JSON. Each sample is compiled and executed in a fork of
this process, WITHOUT any confinement or isolation: that is what makes it the floor. "own_seconds" is the sum of
the time that the samples themselves took, measured in the forks.
"""
import collections
import json
import os
import select
import signal
import struct
import sys
import time
# what HumanEval's programs commonly import
import math, re, typing, itertools, functools, string, heapq, copy  # noqa: E401, F401

problems_file, samples_file, workers, timeout = sys.argv[1:]
with open(problems_file, encoding="utf-8") as lines:
    problems = {problem["task_id"]: problem for problem in map(json.loads, lines)}
with open(samples_file, encoding="utf-8") as lines:
    samples = [json.loads(line) for line in lines if line.strip()]


def program(sample):
    problem = problems[sample["task_id"]]
    return "%s%s\n%s\ncheck(%s)" % (
        problem["prompt"], sample["completion"], problem["test"], problem["entry_point"])


def child(text, answer):
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    signal.setitimer(signal.ITIMER_REAL, float(timeout))  # its default action ends the process
    start, passed = time.perf_counter(), False
    try:
        exec(compile(text, "<string>", "exec"), {})
        passed = True
    except BaseException:
        pass
    os.write(answer, struct.pack("d?", time.perf_counter() - start, passed))
    os._exit(0)


def begin(text):
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        child(text, write)
    os.close(write)
    return read, pid


waiting, running = collections.deque(map(program, samples)), {}
own = passed = 0
start = time.monotonic()
while waiting or running:
    while waiting and len(running) < int(workers):
        read, pid = begin(waiting.popleft())
        running[read] = pid
    for read in select.select(list(running), [], [])[0]:
        answer = os.read(read, 16)
        os.close(read)
        os.waitpid(running.pop(read), 0)
        took, good = struct.unpack("d?", answer) if answer else (float(timeout), False)
        own, passed = own + took, passed + good
json.dump({"samples": len(samples), "seconds": time.monotonic() - start, "passed": passed, "own_seconds": own},
          sys.stdout)
