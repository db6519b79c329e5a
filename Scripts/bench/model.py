"""A model on loopback that streams replies at the pace of a real one, or sends them at once."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# A fast model writes about 200 tokens a second, of four characters each.
CHUNK = 16
PAUSE = 0.02


class Model:
    """Serves the replies in order, the last one to every further request.

    Where `whole`, a reply is one piece; where `pause` is 0, nothing is waited for. `first_byte` is when
    the first request came, `last_byte` when the last piece of a reply was sent."""

    def __init__(self, *replies: str, whole: bool = False, pause: float = PAUSE):
        self.replies = list(replies)
        self.whole = whole
        self.pause = pause
        self.requests = 0
        self.first_byte = 0.0
        self.last_byte = 0.0
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                model.first_byte = model.first_byte or time.perf_counter()
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                model.stream(self.wfile)

            def do_GET(self):
                body = json.dumps({"data": [{"id": "scripted"}]}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def stream(self, out) -> None:
        def send(event: dict | str) -> None:
            text = event if isinstance(event, str) else json.dumps(event)
            out.write(f"data: {text}\n\n".encode())
            out.flush()

        reply = self.replies[min(self.requests, len(self.replies) - 1)]
        self.requests += 1
        chunk = len(reply) if self.whole else CHUNK
        for start in range(0, len(reply), chunk):
            piece = reply[start : start + chunk]
            if self.pause:
                time.sleep(self.pause)
            self.last_byte = time.perf_counter()
            send({"choices": [{"index": 0, "delta": {"content": piece}}]})
        send({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        send("[DONE]")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
