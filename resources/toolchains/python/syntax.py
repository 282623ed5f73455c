"""Driver of the action "syntax": files as arguments; prints a list of diagnostics as JSON. Compiling
runs nothing of a file."""
import json
import sys
import warnings


def place(error, file):
    """A diagnostic for what compile() raised."""
    message = getattr(error, "msg", None) or str(error) or type(error).__name__
    if isinstance(error, (MemoryError, RecursionError)):
        message = "too deeply nested to be parsed"
    found = {"file": file, "severity": "error", "message": message}
    for key, name in (("line", "lineno"), ("column", "offset"), ("endLine", "end_lineno"), ("endColumn", "end_offset")):
        value = getattr(error, name, None)
        if isinstance(value, int) and value > 0:
            found[key] = value
    return found


def main():
    warnings.simplefilter("ignore")
    found = []
    for file in sys.argv[1:]:
        try:
            with open(file, "rb") as source:
                compile(source.read(), file, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            found.append(place(error, file))
        except OSError as error:
            found.append({"file": file, "severity": "error", "message": "can't be read: %s" % error.strerror})
    print(json.dumps(found))


main()
