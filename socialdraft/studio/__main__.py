"""The studio alone: `python -m socialdraft.studio PORT HOME`, its key in SOCIALDRAFT_STUDIO_KEY."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Imported here, because each drawing process imports this file again and needs no server.
    from socialdraft.studio.server import main

    main(int(sys.argv[1]), Path(sys.argv[2]))
