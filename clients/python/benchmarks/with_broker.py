"""overhead.py with a broker of its own: python benchmarks/with_broker.py [options of overhead.py]."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import overhead
from servers import Broker, thalweg

if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        broker = Broker(Path(folder) / "broker")
        try:
            thalweg("topics", "create", "--bootstrap-server", broker.address)
            code = overhead.main(["--bootstrap-servers", broker.address, *sys.argv[1:]])
        finally:
            broker.close()
    sys.exit(code)
