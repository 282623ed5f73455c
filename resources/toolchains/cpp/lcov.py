"""What gcov measured, as LCOV. Of gcov's branches those count that the source has: neither the way that an exception
takes, nor what is left of a branch when that is taken away.
"""
import glob
import json
import os

import project as p


def branches_of(line):
    """The counts of a line's branches, by the block that they leave."""
    blocks = {}
    for number, branch in enumerate(line.get("branches", [])):
        if not branch.get("throw"):
            blocks.setdefault(branch.get("source_block_id", number), []).append(branch["count"])
    return [counts for counts in blocks.values() if len(counts) > 1]


def add(line, known):
    """Adds what another unit, or another instance of a template, says about a line."""
    known["count"] += line["count"]
    counts = branches_of(line)
    for at, block in enumerate(counts):
        if at == len(known["branches"]):
            known["branches"].append(block)
        else:
            old = known["branches"][at]
            known["branches"][at] = [a + b for a, b in zip(old, block)] + old[len(block):] + block[len(old):]


def measured(folder, wanted):
    """LCOV of the sources wanted, from gcov's files in a folder."""
    notes = sorted(glob.glob(os.path.join(folder, "*.gcno")))
    code, out, error = p.run(["gcov", "--json-format", "--stdout", "--branch-probabilities", *notes])
    if code != 0:
        raise p.Broken("gcov ended with %d: %s" % (code, error[-2000:]))
    files = {}
    for text in out.splitlines():
        for file in json.loads(text)["files"] if text.strip() else []:
            path = p.inside(file["file"])
            if path not in wanted:
                continue
            for line in file["lines"]:
                add(line, files.setdefault(path, {}).setdefault(line["line_number"], {"count": 0, "branches": []}))
    text = []
    for path in sorted(files):
        text.append("SF:" + path)
        for number, line in sorted(files[path].items()):
            for block, counts in enumerate(line["branches"]):
                for at, count in enumerate(counts):
                    text.append("BRDA:%d,%d,%d,%s" % (number, block, at, count if line["count"] else "-"))
            text.append("DA:%d,%d" % (number, line["count"]))
        text.append("end_of_record")
    return "\n".join(text) + "\n"
