"""Where classes and tests stand in a C# file, as far as words and braces tell."""
import re

import mono

PARTS = re.compile(r"\bnamespace\s+(?P<namespace>@?\w+(?:\s*\.\s*@?\w+)*)"
                   r"|(?P<static>\bstatic\s+(?:\w+\s+)*?)?\b(?:class|struct|interface)\s+(?P<class>@?\w+)\s*(?P<generic><[^<>{};]*>)?"
                   r"|(?P<test>\[[^\[\]{};]*?\bTest(?:Case|CaseSource)?(?:Attribute)?\b)|(?P<mark>[{};])")


class Place:
    def __init__(self, name, static=False, is_class=True):
        self.name, self.static, self.is_class = name, static, is_class


def walk(text):
    """(place, what is found there, the match) for every part of the file, in order; places are namespaces and classes."""
    code, stack, waiting = mono.masked(text), [], None
    for found in PARTS.finditer(code):
        around = stack[-1] if stack else Place("", False, False)
        if found["namespace"]:
            inner = re.sub(r"[\s@]", "", found["namespace"])
            waiting = Place(around.name + "." + inner if around.name else inner, False, False)
        elif found["class"]:
            if waiting or found["class"] == "where" or not around:
                continue  # a constraint: where T : class where U …
            name = found["class"].lstrip("@")
            if found["generic"]:
                name += "`%d" % (found["generic"].count(",") + 1)
            joint = "" if not around.name else "+" if around.is_class else "."
            waiting = Place(around.name + joint + name, bool(found["static"]))
            yield waiting, "class", found
        elif found["test"]:
            if around and around.is_class:
                yield around, "test", found
        elif found["mark"] == "{":
            stack.append(waiting)
            waiting = None
        elif found["mark"] == "}":
            if stack:
                stack.pop()
        else:
            waiting = None


def classes(text):
    """Full names of the classes in a file, as reflection has them."""
    return [place.name for place, what, _ in walk(text) if what == "class"]


def classes_with(text, pattern):
    """Those of them behind whose head the pattern is found next."""
    code = mono.masked(text)
    heads = [(found.end(), place.name) for place, what, found in walk(text) if what == "class"]
    return [name for i, (start, name) in enumerate(heads)
            if re.search(pattern, code[start:heads[i + 1][0] if i + 1 < len(heads) else len(code)])]


def first_test(text):
    """(class, where its first test's attributes begin); None: there is no test."""
    code = mono.masked(text)
    for place, what, found in walk(text):
        if what != "test":
            continue
        start = found.start("test")
        while code[:start].rstrip().endswith("]"):
            depth, at = 0, len(code[:start].rstrip()) - 1
            while at >= 0:
                depth += (code[at] == "]") - (code[at] == "[")
                if depth == 0:
                    break
                at -= 1
            start = max(at, 0)
        return place, start
    return None
