"""datafog on the texts of bench/scrub.py, in an environment of its own: JSON in, JSON out."""

import json
import sys
import time

import datafog


def main() -> None:
    asked = json.load(sys.stdin)
    outputs = [str(datafog.redact(text).redacted_text) for text in asked["texts"]]
    begun = time.process_time()
    datafog.redact(asked["sample"])
    print(json.dumps({"outputs": outputs, "seconds": time.process_time() - begun}))


if __name__ == "__main__":
    main()
