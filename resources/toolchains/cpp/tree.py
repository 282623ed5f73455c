"""Driver of the actions "symbols" and "tokens": tree.py NPM TREE ACTION FILE runs ../common/tree.mjs with the grammar of the
file's language, C or C++.
"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import project as p  # noqa: E402

npm, tree, action, path = sys.argv[1:]
path = p.given([path])[0]
with tempfile.TemporaryDirectory() as folder:
    description, copy = p.for_tree_sitter(p.Project(), path, folder)
    sys.exit(subprocess.run([*p.NODE, tree, npm, description, action, copy]).returncode)
