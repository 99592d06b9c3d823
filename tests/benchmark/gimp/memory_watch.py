# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory of the plug-in's process while it runs."""

import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gimp" / "runner"))
import processes  # noqa: E402


class Watch:
    """Samples the memory of the plug-in's next process until it ends."""

    def __init__(self):
        self.samples = []
        self.ended = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        pid = processes.wait_for_plug_in(os.getppid(), threading.Event())
        # What is mapped from files is shared with GIMP.
        while processes.is_alive(pid):
            try:
                lines = Path(f"/proc/{pid}/status").read_text().splitlines()
            except OSError:
                break
            sizes = dict(line.split(":") for line in lines if line.startswith("RssAnon"))
            if sizes:
                self.samples.append((time.monotonic(), int(sizes["RssAnon"].split()[0]) / 1024))
            time.sleep(0.005)
        self.ended = time.monotonic()

    def join(self):
        self._thread.join()

    def peak(self, since=0.0):
        """Megabytes; libraries that fill memory while they start are not the plug-in's work."""
        return max(size for when, size in self.samples if when >= since)
