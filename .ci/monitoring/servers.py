"""A real Prometheus and a real Alertmanager, run with the examples of dashboards/, made quick and bound to loopback."""
import json
import pathlib
import re
import socket
import subprocess
import urllib.error
import urllib.parse
import urllib.request

DASHBOARDS = pathlib.Path(__file__).parents[2] / "dashboards"
SCRAPE = "2s"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def changed(text, *changes):
    """The text with each pattern replaced; each must be there, or the example has changed under us."""
    for pattern, replacement in changes:
        text, count = re.subn(pattern, lambda _: replacement, text)
        if count == 0:
            raise ValueError(f"the example has no {pattern!r}")
    return text


class Server:
    """A program that serves HTTP on a port of loopback, with its log in a file."""

    def __init__(self, folder, name, command, port):
        self.log = folder / f"{name}.log"
        self.address = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._command = command
        self._process = self._start()

    def _start(self):
        with self.log.open("ab") as log:
            return subprocess.Popen(self._command, stdout=log, stderr=log, cwd=self._folder)

    def get(self, path, **parameters):
        """The JSON that it answers; None while it does not answer."""
        data = urllib.parse.urlencode(parameters, doseq=True)
        try:
            with urllib.request.urlopen(f"{self.address}{path}?{data}", timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path} {parameters}: {error.read().decode('utf-8', 'replace')}") from error
        except urllib.error.URLError:
            return None

    def restart(self):
        self.stop()
        self._process = self._start()

    def stop(self):
        self._process.terminate()
        self._process.wait(timeout=20)


def start_prometheus(folder, target, alertmanager_port):
    """Scrapes the target (host:port) as job "thalweg" and evaluates our rules."""
    example = (DASHBOARDS / "prometheus" / "prometheus.yml").read_text("utf-8")
    config = changed(
        example,
        (r"(?<=_interval: )15s", SCRAPE),
        (r"rules/\*\.yml", str(DASHBOARDS / "prometheus" / "rules" / "*.yml")),
        (r"alertmanager:9093", f"127.0.0.1:{alertmanager_port}"),
        (r'"processor-0:8787", "processor-1:8787"', f'"{target}"'),
    )
    (folder / "prometheus.yml").write_text(config, "utf-8")
    port = free_port()
    command = [
        "prometheus",
        "--config.file=prometheus.yml",
        "--storage.tsdb.path=prometheus",
        f"--web.listen-address=127.0.0.1:{port}",
        "--enable-feature=exemplar-storage",
    ]
    return Server(folder, "prometheus", command, port)


def start_alertmanager(folder, port, http_port, mail_port):
    """Tells webhook and Slack by HTTP, and mail by SMTP, on the ports given."""
    example = (DASHBOARDS / "alertmanager" / "alertmanager.yml").read_text("utf-8")
    slack = folder / "slack-url"
    slack.write_text(f"http://127.0.0.1:{http_port}/slack", "utf-8")
    config = changed(
        example,
        (r"/etc/alertmanager/slack-url", str(slack)),
        (r"smtp\.example\.com:587", f"127.0.0.1:{mail_port}"),
        (r"smtp_require_tls: true", "smtp_require_tls: false"),
        (r"http://localhost:9099/alerts", f"http://127.0.0.1:{http_port}/alerts"),
        (r"thalweg\.tmpl", str(DASHBOARDS / "alertmanager" / "thalweg.tmpl")),
        (r"group_wait: 15s", "group_wait: 1s"),
        (r"group_interval: 2m", "group_interval: 2s"),
    )
    (folder / "alertmanager.yml").write_text(config, "utf-8")
    command = [
        "prometheus-alertmanager",
        "--config.file=alertmanager.yml",
        "--storage.path=alertmanager",
        f"--web.listen-address=127.0.0.1:{port}",
        "--cluster.listen-address=",
    ]
    return Server(folder, "alertmanager", command, port)
