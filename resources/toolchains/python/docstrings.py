"""Reads docstrings: what they document, at which line, in which of the conventions google, numpy and rest. Whether they
are well formed is what docstring_parser says, besides what it puts up with and the conventions don't."""
import inspect
import re

from docstring_parser import ParseError, google, numpydoc, rest

PARSERS = {"google": google.parse, "numpy": numpydoc.parse, "rest": rest.parse}
TITLES = {"parameters": ["Args", "Arguments", "Parameters", "Params", "Other Parameters", "Keyword Args",
                         "Keyword Arguments"],
          "returns": ["Returns", "Return", "Yields", "Yield"],
          "raises": ["Raises", "Raise", "Exceptions", "Except"],
          "": ["Attributes", "Warns", "Receives"]}
KINDS = {title: kind for kind, titles in TITLES.items() for title in titles}
FIELDS = {"param": "parameters", "parameter": "parameters", "arg": "parameters", "argument": "parameters",
          "key": "parameters", "keyword": "parameters", "return": "returns", "returns": "returns", "yield": "returns",
          "yields": "returns", "raise": "raises", "raises": "raises", "except": "raises", "exception": "raises",
          "rtype": "rtype", "type": "type"}
NUMPY_ONLY = ["See Also", "Notes", "References", "Examples", "Warnings", "Methods"]
WORDS = "|".join([re.escape(title) for title in KINDS])
GOOGLE_TITLE = re.compile(r"(%s)\s*:\s*$" % WORDS)
GOOGLE_ITEM = re.compile(r"([\w.*\\~`:]*[\w`*])\s*(?:\(.*\))?\s*:(?:\s+(.*))?$")
GOOGLE_TYPED_ITEM = re.compile(r"([\w.*\\]+)\s*\((.*)\)\s*:(?:\s+(.*))?$")
FIELD = re.compile(r":(\w+)((?:\s+[^:]+|\s+:\w+:`[^`]*`)?)\s*:(?:\s+(.*))?$")
# documentation of some other kind, or that nearly is of one of these
ELSEWHERE = re.compile(r"\s*(?:@(?:param|return|returns|raise|raises|throws|type)\b|#+\s*(?:%s)\b|\*\*(?:%s):?\*\*|(?:%s)\s*$)"
                       % (WORDS, WORDS, WORDS), re.IGNORECASE)


def cleaned(text):
    """Lines without the common indentation, each still where it was."""
    lines = text.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    return [lines[0].strip()] + [line[margin:].rstrip() for line in lines[1:]]


def bare(name):
    """A parameter's name without stars and quoting; an exception's without its module and roles."""
    name = re.sub(r":\w+:", "", name)
    return name.replace("\\", "").strip().strip("`*~ ")


def joined(lines):
    return " ".join([line.strip() for line in lines if line.strip()])


def is_start(line):
    return bool(line) and not line[0].isspace()


class Docstring:
    """What a docstring says; lines are offsets into it."""

    def __init__(self, text):
        self.raw = text
        self.lines = cleaned(text)
        self.text = inspect.cleandoc(text)
        self.parameters, self.raises, self.returns, self.problems = [], [], None, []
        self.found = {}  # convention to the first line that has its structure
        self.read_google()
        self.read_numpy()
        self.read_rest()
        self.parameters.sort(key=lambda item: item["line"])
        self.raises.sort(key=lambda item: item["line"])
        self.summary = self.read_summary()
        self.conventions = self.fitting()

    def problem(self, line, code, message):
        self.problems.append({"line": line, "column": 0, "code": code, "message": message})

    def add(self, kind, names, line, text):
        if kind == "returns":
            if self.returns is None or not self.returns["text"]:
                self.returns = {"line": line, "text": text}
        for name in [bare(name) for name in names if bare(name)] if kind == "parameters" else []:
            if name in [item["name"] for item in self.parameters]:
                self.problem(line, "documented-twice", "the parameter %s is documented twice" % name)
            self.parameters.append({"name": name, "line": line, "text": text})
        for name in [bare(name).split(".")[-1] for name in names if bare(name)] if kind == "raises" else []:
            self.raises.append({"type": name, "line": line, "text": text})

    def blocks(self, start, end, indented):
        """Items of a section as (line, text of the first line, lines below it)."""
        rest_ = [number for number in range(start, end) if self.lines[number]]
        margin = len(self.lines[rest_[0]]) - len(self.lines[rest_[0]].lstrip()) if rest_ and indented else 0
        found = []
        for number in rest_:
            line = self.lines[number]
            if len(line) - len(line.lstrip()) <= margin or not found:
                found.append((number, line.strip(), []))
            else:
                found[-1][2].append(line)
        return found

    def read_google(self):
        lines = self.lines
        for number, line in enumerate(lines):
            title = GOOGLE_TITLE.match(line.strip())
            if not title:
                continue
            if number and line[0].isspace():
                self.problem(number, "indented-section", "the section %s is indented" % title[1])
                continue
            self.found.setdefault("google", number)
            end = next((at for at in range(number + 1, len(lines)) if is_start(lines[at])), len(lines))
            items = self.blocks(number + 1, end, True)
            if not items:
                self.problem(number, "empty-section", "the section %s is empty" % title[1])
            elif KINDS[title[1]] == "returns":
                self.add("returns", [], number, joined(lines[number + 1:end]))
            else:
                for at, head, below in items:
                    item = GOOGLE_TYPED_ITEM.match(head) or GOOGLE_ITEM.match(head)
                    if item:
                        self.add(KINDS[title[1]], [item[1]], at, joined([item[item.lastindex or 1] or ""] * (
                            (item.lastindex or 1) == item.re.groups) + below))

    def numpy_titles(self):
        lines = self.lines
        return [number for number in range(len(lines) - 1)
                if is_start(lines[number]) and re.fullmatch(r"-{3,}|={3,}", lines[number + 1].strip())
                and lines[number].strip() in list(KINDS) + NUMPY_ONLY]

    def read_numpy(self):
        titles = self.numpy_titles()
        for number, end in zip(titles, titles[1:] + [len(self.lines)]):
            title = self.lines[number].strip()
            self.found.setdefault("numpy", number)
            if self.lines[number + 1].strip() != "-" * len(title):
                self.problem(number + 1, "underline", "the line under %s is not as long as it" % title)
            items = self.blocks(number + 2, end, False)
            if not items:
                self.problem(number, "empty-section", "the section %s is empty" % title)
            for at, head, below in items:
                kind = KINDS.get(title, "")
                names = head.split(":")[0] if kind == "parameters" else head
                self.add(kind, names.split(","), at, joined(below))

    def read_rest(self):
        lines, types = self.lines, []
        for number, line in enumerate(lines):
            field = FIELD.match(line)
            kind = FIELDS.get(field[1]) if field else None
            if not kind:
                continue
            self.found.setdefault("rest", number)
            end = next((at for at in range(number + 1, len(lines))
                        if lines[at].startswith(":") or (is_start(lines[at]) and not lines[at - 1])), len(lines))
            text, argument = joined([field[3] or ""] + lines[number + 1:end]), field[2].strip()
            if kind == "rtype":
                types.append(number)
            elif kind == "parameters":
                self.add(kind, argument.split()[-1:], number, text)
            else:
                self.add(kind, argument.split(","), number, text)
        if types and self.returns is None:
            self.returns = {"line": types[0], "text": ""}

    def read_summary(self):
        first = next((number for number, line in enumerate(self.lines) if line), None)
        if first is None or first in self.found.values():
            self.problem(first or 0, "no-summary", "there is no summary")
            return ""
        paragraph = []
        for line in self.lines[first:]:
            if not line:
                break
            paragraph.append(line)
        return re.split(r"(?<=[.!?])\s", joined(paragraph))[0]

    def fitting(self):
        for number, line in enumerate(self.lines):
            if ELSEWHERE.match(line) and not (number + 1 < len(self.lines) and "---" in self.lines[number + 1]):
                self.problem(number, "unknown-structure", "%s is of no convention that is known here" % line.strip())
                return []
        for convention in self.found:
            try:
                PARSERS[convention](self.raw)  # which takes the indentation away; twice is too often
            except (ParseError, ValueError, IndexError) as error:
                self.problem(self.place(str(error), convention), "malformed", " ".join(str(error).split()))
                return []
        if len(self.found) > 1:
            self.problem(max(self.found.values()), "mixed", "conventions are mixed: %s" % ", ".join(self.found))
            return []
        return list(self.found) or (list(PARSERS) if self.summary else [])

    def place(self, message, convention):
        """The line that the parser's message quotes."""
        for number, line in enumerate(self.lines):
            if number > self.found[convention] and line.strip() and line.strip()[:30] in message:
                return number
        return self.found[convention]
