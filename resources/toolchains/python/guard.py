"""What keeps a tool that works in this process from running code of the workspace: nothing is imported from
there, however sys.path is changed, and no code that came from a file there is executed."""
import os
import sys
from importlib.machinery import PathFinder
from importlib.metadata import DistributionFinder, MetadataPathFinder

TOP = os.getcwd()


def inside(path):
    if not isinstance(path, str) or path.startswith("<"):  # code without a file: <string>, <frozen os>
        return False
    path = os.path.abspath(path)
    return path == TOP or path.startswith(TOP + "/")


class OutsideFinder:
    """The usual finder of modules, but for the folders of the workspace."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        folders = [folder for folder in (sys.path if path is None else path) if not inside(folder)]
        return PathFinder.find_spec(name, folders, target)

    @staticmethod
    def find_distributions(context=DistributionFinder.Context()):
        folders = [folder for folder in context.path if not inside(folder)]
        return MetadataPathFinder.find_distributions(DistributionFinder.Context(name=context.name, path=folders))

    invalidate_caches = PathFinder.invalidate_caches


def refuse(event, arguments):
    if event == "exec":
        if inside(getattr(arguments[0], "co_filename", "")):
            raise ImportError("code of the workspace is not run here")
    elif event == "import" and arguments[1] and inside(arguments[1]):
        raise ImportError("libraries of the workspace are not loaded here")


def install():
    sys.path[:] = [folder for folder in sys.path if not inside(folder)]
    sys.meta_path[:] = [OutsideFinder if finder is PathFinder else finder for finder in sys.meta_path]
    sys.addaudithook(refuse)
