"""The studio alone: `python -m socialdraft.studio PORT HOME`, its key in SOCIALDRAFT_STUDIO_KEY."""

import sys
from pathlib import Path

from socialdraft.studio.server import main

if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
