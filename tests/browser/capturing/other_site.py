"""A site of somebody else, at another origin than the one that is tested."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Pages = dict[str, tuple[str, dict[str, str]]]


@contextmanager
def other_site(pages: Pages) -> Iterator[str]:
    """Serve ``{path: (html, headers)}`` and yield the address of the site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = pages.get(self.path, ("", {}))
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=iso-8859-1", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(html.encode("iso-8859-1", "xmlcharrefreplace"))

        def log_message(self, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
