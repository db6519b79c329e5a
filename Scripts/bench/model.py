"""A model on loopback that streams one reply at the pace of a real one."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# A fast model writes about 200 tokens a second, of four characters each.
CHUNK = 16
PAUSE = 0.02


class Model:
    """Serves `reply` to every request, all at once where `whole`; `last_byte` is when the last piece
    of it was sent."""

    def __init__(self, reply: str, whole: bool = False):
        self.reply = reply
        self.chunk = len(reply) if whole else CHUNK
        self.last_byte = 0.0
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
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

        for start in range(0, len(self.reply), self.chunk):
            piece = self.reply[start : start + self.chunk]
            time.sleep(PAUSE)
            self.last_byte = time.perf_counter()
            send({"choices": [{"index": 0, "delta": {"content": piece}}]})
        send({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        send("[DONE]")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
