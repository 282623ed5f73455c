"""Prints the version of an installed package, or of one from npm whose folder is named; quicker than asking the tool."""
import importlib.metadata
import json
import os
import sys

package = sys.argv[1]
if "/" in package:
    with open(os.path.join(package, "package.json"), encoding="utf-8") as description:
        print(json.load(description)["version"])
else:
    print(importlib.metadata.version(package))
