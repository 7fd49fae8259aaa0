"""A process that imports one pack, to be killed: python -m tests.own.bringer HOME PACK."""

import sys
from pathlib import Path

from burnbreak.audio import convert
from burnbreak.own_content import OwnContent
from tests.own.made import home

if __name__ == "__main__":
    assert convert.RATE
    own = OwnContent(home(Path(sys.argv[1])))
    print("ready", flush=True)
    own.bring(Path(sys.argv[2]), replace=True)
    print("done", flush=True)
