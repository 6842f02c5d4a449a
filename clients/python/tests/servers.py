"""A real broker and the real processor, as child processes on the loopback interface."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import IO, Optional

TREE = Path(__file__).parents[3]
JAR = TREE / "cli" / "target" / "dist" / "lib" / "thalweg-cli.jar"
MANIFOLD = (
    TREE / "trainers" / "src" / "main" / "resources" / "io" / "thalweg" / "trainers" / "data" / "digits.safetensors"
)
_SECONDS = 90


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Broker:
    """The embedded broker in a process of its own, which ends with its standard input."""

    def __init__(self, folder: Path, port: Optional[int] = None, controller_port: Optional[int] = None) -> None:
        assert JAR.exists(), f"{JAR} is missing: build it with ./mvnw -DskipTests package"
        self.folder = folder
        self.port = free_port() if port is None else port
        self.address = f"127.0.0.1:{self.port}"
        self._controller_port = free_port() if controller_port is None else controller_port
        folder.mkdir(parents=True, exist_ok=True)
        self._log: IO[bytes] = (folder / "broker.log").open("ab")
        java = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        java += ["-Dlogback.configurationFile=io/thalweg/broker/child-logback.xml", "-cp", str(JAR)]
        node = f"1@{self.address}:{self._controller_port}"
        self._process = subprocess.Popen(
            [*java, "io.thalweg.broker.BrokerProcessMain", str(folder), "1", node],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline().decode()
        assert said.startswith("ready"), said or (folder / "broker.log").read_text()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._log.close()

    def restarted(self) -> Broker:
        return Broker(self.folder, self.port, self._controller_port)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._log.close()


def thalweg(*arguments: str) -> str:
    """Runs the command line; answers what it prints."""
    done = subprocess.run(
        [str(TREE / "thalweg"), *arguments], capture_output=True, text=True, timeout=_SECONDS * 2, check=False
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


class Service:
    """Broker, topics and processor; the manifold is the bundled one of the digits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.broker = Broker(folder / "broker")
        thalweg("topics", "create", "--bootstrap-server", self.broker.address)
        self._log = (folder / "processor.log").open("wb")
        self._port = free_port()
        settings = {
            "bootstrap.servers": self.broker.address,
            "manifolds": str(MANIFOLD),
            "http.port": str(self._port),
            "state.dir": str(folder / "state"),
        }
        flags = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
        self._process = subprocess.Popen(
            [str(TREE / "thalweg"), "serve", *flags], stdout=self._log, stderr=self._log, start_new_session=True
        )
        self._await_ready()

    @property
    def address(self) -> str:
        return self.broker.address

    def _await_ready(self) -> None:
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self._port), timeout=1) as asked:
                    asked.sendall(b"GET /health/ready HTTP/1.0\r\n\r\n")
                    if b" 200 " in asked.recv(64):
                        return
            except OSError:
                pass
            time.sleep(0.2)
        raise AssertionError((self.folder / "processor.log").read_text())

    def close(self) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(timeout=60)
        self._log.close()
        self.broker.close()
        shutil.rmtree(self.folder, ignore_errors=True)
