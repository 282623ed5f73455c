"""Driver of the action "docs": docs.py NPM FILE

prints {"symbols": [...]} with what C#'s XML doc comments say of each declaration, or {"error"}. Declarations come from
tree-sitter (doctree.mjs), the comments' content from expat.
"""
import json
import os
import re
import subprocess
import sys
import xml.parsers.expat

KNOWN = {"summary", "remarks", "param", "typeparam", "returns", "exception", "value", "example", "seealso", "permission",
         "include", "inheritdoc", "para", "see", "c", "code", "list", "paramref", "typeparamref", "b", "i", "u", "a", "br",
         "overloads", "threadsafety"}
MARKED = re.compile(r"<(summary|param|returns|exception|remarks|inheritdoc)\b|[@\\](param|returns?|throws)\b")


class Element:
    def __init__(self, name, attributes, line):
        self.name, self.attributes, self.line, self.text = name, attributes, line, ""




def lines_of(comment):
    """(line, column where it begins, text) of a doc comment's lines, without its markers; None: it is a plain comment."""
    text, first = comment["text"], comment["line"]
    if text.startswith("///") and not text.startswith("////"):
        return [(first, 4, text[3:])], True
    if text.startswith("/**") and not text.startswith("/***") and text != "/**/":
        inner = text[3:-2].split("\n")
        return [(first + i, 4, re.sub(r"^[ \t]*\*(?!/)", "", part) if i else part) for i, part in enumerate(inner)], True
    inner = text[2:] if text.startswith("//") else text[2:-2]
    return [(first + i, 3, re.sub(r"^[ \t]*\*", "", part)) for i, part in enumerate(inner.split("\n"))], False


def parsed(lines):
    """The elements at the top of a comment, the text beside them, and what is wrong with it."""
    elements, stack, loose, problems = [], [], [], []
    text = "<doc>\n" + "\n".join(part for _, _, part in lines) + "\n</doc>"
    parser = xml.parsers.expat.ParserCreate()

    def place():
        at = parser.CurrentLineNumber - 2
        return lines[min(max(at, 0), len(lines) - 1)][0]

    def start(name, attributes):
        if len(stack) == 1:
            elements.append(Element(name, attributes, place()))
        elif len(stack) > 1:
            said = attributes.get("cref") or attributes.get("name") or attributes.get("langword") or ""
            elements[-1].text += re.sub(r"^[A-Z]:", "", said)
        stack.append(name)

    def data(value):
        if len(stack) > 1:
            elements[-1].text += value
        else:
            loose.append(value)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: stack.pop()
    parser.CharacterDataHandler = data
    # texts of the workspace name no files
    parser.StartDoctypeDeclHandler = lambda *rest: problems.append({"line": lines[0][0], "column": 0, "code": "doctype",
                                                                    "message": "a doc comment has no document type"})
    try:
        parser.Parse(text, True)
    except xml.parsers.expat.ExpatError as error:
        at = min(max(error.lineno - 2, 0), len(lines) - 1)
        problems.append({"line": lines[at][0], "column": error.offset + 1, "code": "xml",
                         "message": "badly formed XML: " + xml.parsers.expat.ErrorString(error.code)})
    return elements, " ".join("".join(loose).split()), problems


def tidy(text):
    return " ".join(text.split())


def plain_type(cref):
    return re.sub(r"[<{(].*$", "", re.sub(r"^[A-Z]:", "", cref.strip()), flags=re.DOTALL).rpartition(".")[2]


def complaints(elements):
    """What makes elements worthless, as the compiler's rules have it."""
    found, seen = [], set()
    for element in elements:
        def complain(code, message):
            found.append({"line": element.line, "column": 0, "code": code, "message": message})
        if element.name not in KNOWN:
            complain("unknown-tag", "<%s> is no tag of doc comments" % element.name)
        if element.name in ("param", "typeparam"):
            name = element.attributes.get("name", "")
            if not name:
                complain("no-name", "<%s> has no name" % element.name)
            if (element.name, name) in seen:
                complain("twice", "<%s name=\"%s\"> stands there twice" % (element.name, name))
            seen.add((element.name, name))
        if element.name == "exception" and not element.attributes.get("cref"):
            complain("no-cref", "<exception> has no cref")
    return found


def doc_of(symbol):
    own = [lines for lines, is_doc in map(lines_of, symbol["before"]) if is_doc]
    placed = bool(own)
    if not own:  # a doc comment in a wrong place, or a plain one that is meant as such
        for comments in (symbol["inside"], symbol["before"]):
            other = [(lines, is_doc) for lines, is_doc in map(lines_of, comments)]
            whole = "\n".join(part for lines, _ in other for _, _, part in lines)
            if any(is_doc for _, is_doc in other) or MARKED.search(whole):
                own = [lines for lines, is_doc in other]
                break
    lines = [line for group in own for line in group]
    if not lines:
        return None
    text = "\n".join(part for _, _, part in lines)
    elements, loose, problems = parsed(lines)
    problems += complaints(elements)
    of = lambda name: [element for element in elements if element.name == name]
    summary = tidy(of("summary")[0].text) if of("summary") else loose
    broken = any(problem["code"] in ("xml", "doctype") for problem in problems)
    conventions = ["xml"] if not broken and not loose and (of("summary") or of("inheritdoc") or of("include")) else []
    if re.search(r"^\s*@(param|returns?|throws)\b", text, re.MULTILINE):
        conventions.append("javadoc")
    returns = of("returns")
    return {
        "line": lines[0][0], "endLine": lines[-1][0], "text": "\n".join(part.strip() for _, _, part in lines).strip(), "placed": placed,
        "conventions": conventions, "summary": re.split(r"(?<=[.!?])\s", summary, maxsplit=1)[0],
        "parameters": [{"name": element.attributes.get("name", ""), "line": element.line, "text": tidy(element.text)}
                       for element in of("param")],
        "returns": {"line": returns[0].line, "text": tidy(returns[0].text)} if returns else None,
        "raises": [{"type": plain_type(element.attributes.get("cref", "")), "line": element.line, "text": tidy(element.text)}
                   for element in of("exception")],
        "problems": problems,
    }


def main():
    npm, file = sys.argv[1:]
    with open(file, "rb") as source:
        try:
            source.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            print(json.dumps({"error": "the file is not in UTF-8"}))
            return
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "doctree.mjs")
    try:
        done = subprocess.run(["node", "--liftoff-only", beside, npm, file], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    except FileNotFoundError:
        print(json.dumps({"missing": "node"}))
        return
    if done.returncode:
        sys.exit(done.returncode)
    answer = json.loads(done.stdout)
    for symbol in answer.get("symbols", []):
        symbol["doc"] = doc_of(symbol)
        del symbol["before"], symbol["inside"]
    print(json.dumps(answer))


main()
