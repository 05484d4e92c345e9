"""SpiffWorkflow in a process of its own, asked to work when its turn comes."""

import os
import subprocess
from pathlib import Path


class Spiff:
    """``BENCH_SPIFF`` names the Python that has SpiffWorkflow."""

    def __init__(self):
        script = str(Path(__file__).with_name("spiff.py"))
        self.process = subprocess.Popen(
            [os.environ["BENCH_SPIFF"], "-B", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def seconds(self, way, count):
        """What ``count`` cases took, "memory" or "stored"."""
        self.process.stdin.write(f"{way} {count}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.stdin.close()
        self.process.wait()
