"""Stand-ins for those whom Alertmanager tells: a webhook, Slack, and a mail server that takes everything."""
import email
import email.policy
import json
import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Received:
    """What came, by the path it came by ("/alerts", "/slack") or "mail". Thread-safe."""

    def __init__(self):
        self._lock = threading.Lock()
        self._messages = []

    def add(self, way, message):
        with self._lock:
            self._messages.append((way, message))

    def all(self):
        with self._lock:
            return list(self._messages)

    def by(self, way):
        with self._lock:
            return [message for each, message in self._messages if each == way]


def start_http(received):
    """Serves on a free port of loopback; the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.add(self.path, json.loads(body))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *arguments):
            pass

    return _serve(ThreadingHTTPServer(("127.0.0.1", 0), Handler))


def start_mail(received):
    """Speaks as much of SMTP as it takes to be told a mail, on a free port of loopback; the port."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self._say("220 here")
            for line in self.rfile:
                word = line.decode("ascii", "replace").strip().upper()
                if word.startswith("EHLO"):
                    self._say("250 here")
                elif word == "DATA":
                    self._say("354 go on")
                    received.add("mail", self._mail())
                    self._say("250 taken")
                elif word == "QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("250 so be it")

        def _mail(self):
            """Subject and text, decoded."""
            lines = []
            for line in self.rfile:
                if line.rstrip(b"\r\n") == b".":
                    break
                # A dot at the beginning of a line comes doubled.
                lines.append(line[1:] if line.startswith(b"..") else line)
            mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
            text = mail.get_body(("plain", "html"))
            return {"subject": mail["subject"], "text": text.get_content() if text else ""}

        def _say(self, answer):
            self.wfile.write(answer.encode("ascii") + b"\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    return _serve(Server(("127.0.0.1", 0), Handler))


def _serve(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]
