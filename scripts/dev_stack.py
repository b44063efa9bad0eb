"""Run the whole stack on one machine without containers: PostgreSQL, Redis, two web processes, a worker, nginx.

    python scripts/dev_stack.py FOLDER [PORT]

It uses Debian's packages, writes only into FOLDER, and restarts processes that die, as systemd would. It is for trying
out what a large site runs, and for the fault tests; real sites are run by systemd (docs/operations.md).
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NGINX = ROOT / "deploy" / "nginx.conf"
PACKAGES = "postgresql redis-server nginx"
SERVER = [
    "-m",
    "uvicorn",
    "config.asgi:application",
    "--lifespan",
    "off",
    "--log-level",
    "warning",
    "--timeout-graceful-shutdown",
    "30",
    # Clients' addresses depend on TRUSTED_PROXIES alone.
    "--no-proxy-headers",
]
# Seconds between the death of a process and its next start.
RESTART_DELAY = 0.2


def find_program(name: str) -> str:
    """Return the path of a program; exit with the packages to install if it is missing."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    path = str(newest[0]) if newest else shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if path is None:
        sys.exit(f"There is no {name} here. On Debian: sudo apt-get install {PACKAGES}")
    return path


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Return whether somebody listens on ``port``."""
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Part:
    """One process, which is restarted whenever it ends until it is told to stop."""

    name: str
    command: list[str]
    port: int = 0
    user: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    stop_by: int = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    stopping: bool = False

    def watch(self, log: Path) -> None:
        """Start the process again and again; runs in its own thread."""
        with log.open("ab") as file:
            while not self.stopping:
                self.process = subprocess.Popen(
                    self.command, cwd=ROOT, env=os.environ | self.environment, stdout=file, stderr=file,
                    user=self.user, start_new_session=True,
                )  # fmt: skip
                self.starts += 1
                self.process.wait()
                time.sleep(RESTART_DELAY)

    def kill(self) -> None:
        """Kill the process and its children at once, as a power failure would."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Stop the process for good after it has finished its work."""
        self.stopping = True
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stop_by)
            self.process.wait(60)


class Stack:
    """All parts by name, in the order in which they start; ``port`` is nginx's."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder.resolve()
        self.port = port or free_port()
        self.ports = {name: free_port() for name in ("postgres", "redis", "web1", "web2")}
        self.environment = {
            "DATABASE_URL": f"postgres://claimlight@127.0.0.1:{self.ports['postgres']}/claimlight",
            "BROKER_URL": f"redis://127.0.0.1:{self.ports['redis']}/0",
            "DATA_DIR": str(self.folder / "data"),
            "TRUSTED_PROXIES": "1",
        }
        self.parts = {part.name: part for part in self._parts()}

    def _parts(self) -> list[Part]:
        cluster, user = self.folder / "postgres", self._owner()
        python, ports = sys.executable, self.ports
        database = [
            find_program("postgres"),
            "-D",
            str(cluster),
            "-p",
            str(ports["postgres"]),
            "-k",
            str(cluster),
        ]
        broker = [
            find_program("redis-server"),
            "--bind",
            "127.0.0.1",
            "--port",
            str(ports["redis"]),
            "--save",
            "",
        ]
        web = [python, *SERVER, "--port"]
        worker = [python, "-m", "celery", "-A", "config.celery", "worker", "--concurrency", "2", "--beat"]
        worker += ["--schedule", str(self.folder / "beat"), "--loglevel", "warning"]
        proxy = [find_program("nginx"), "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)]
        return [
            Part("postgres", database, ports["postgres"], user, stop_by=signal.SIGINT),
            Part("redis", [*broker, "--dir", str(self.folder)], ports["redis"]),
            Part("web1", [*web, str(ports["web1"])], ports["web1"], environment=self.environment),
            Part("web2", [*web, str(ports["web2"])], ports["web2"], environment=self.environment),
            Part("worker", worker, environment=self.environment),
            Part("nginx", proxy, self.port, stop_by=signal.SIGQUIT),
        ]

    @staticmethod
    def _owner() -> str | None:
        """Return the user of PostgreSQL, which refuses to run as root: the one from Debian's package."""
        return "postgres" if os.geteuid() == 0 else None

    def prepare(self) -> None:
        """Create everything that the parts need before their first start."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "data").mkdir(exist_ok=True)
        (self.folder / "logs").mkdir(exist_ok=True)
        self._nginx()
        cluster, owner = self.folder / "postgres", self._owner()
        if not cluster.exists():
            cluster.mkdir(mode=0o700)
            if owner is not None:
                os.chown(cluster, pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid)
                # PostgreSQL's user must be able to reach its folder.
                self.folder.chmod(self.folder.stat().st_mode | 0o011)
            command = [
                find_program("initdb"),
                "-D",
                str(cluster),
                "-U",
                "claimlight",
                "-A",
                "trust",
                "-E",
                "UTF8",
            ]
            subprocess.run(command, cwd=cluster, check=True, user=owner, stdout=subprocess.DEVNULL)

    def _nginx(self) -> None:
        config = NGINX.read_text().replace("listen 80;", f"listen 127.0.0.1:{self.port};")
        for name, port in (("web1", 8001), ("web2", 8002)):
            config = config.replace(f"127.0.0.1:{port} fail", f"127.0.0.1:{self.ports[name]} fail")
        paths = "".join(
            f"{kind}_temp_path {self.folder}/nginx-{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        head = (
            f"daemon off;\npid {self.folder}/nginx.pid;\nerror_log {self.folder}/logs/nginx-errors.log;\n"
            "worker_processes 1;\nevents { worker_connections 2048; }\n"
            f"http {{\naccess_log off;\n{paths}{config}\n}}\n"
        )
        (self.folder / "nginx.conf").write_text(head)

    def start(self) -> None:
        """Start all parts and return when they answer."""
        self.prepare()
        for name in ("postgres", "redis"):
            self._start(name)
        self._create_database()
        subprocess.run(
            [sys.executable, "manage.py", "prepare"], cwd=ROOT, env=os.environ | self.environment, check=True
        )
        for name in ("web1", "web2", "worker", "nginx"):
            self._start(name)

    def _create_database(self) -> None:
        connection = ["-h", "127.0.0.1", "-p", str(self.ports["postgres"]), "-U", "claimlight"]
        query = "SELECT 1 FROM pg_database WHERE datname = 'claimlight'"
        command = [find_program("psql"), *connection, "-d", "postgres", "-tAc", query]
        if not subprocess.run(command, check=True, capture_output=True).stdout.strip():
            subprocess.run([find_program("createdb"), *connection, "claimlight"], check=True)

    def _start(self, name: str) -> None:
        part = self.parts[name]
        log = self.folder / "logs" / f"{name}.log"
        threading.Thread(target=part.watch, args=[log], name=name, daemon=True).start()
        deadline = time.monotonic() + 60
        while part.port and not answers(part.port):
            if time.monotonic() > deadline or part.starts > 20:
                self.stop()
                sys.exit(f"{name} does not start. Why is in {log}.")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop all parts, nginx first."""
        for part in reversed(self.parts.values()):
            part.stop()


def main() -> None:
    """Run the stack until Ctrl+C."""
    if len(sys.argv) < 2:
        sys.exit("Where to? python scripts/dev_stack.py FOLDER [PORT]")
    stack = Stack(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8000)
    stack.start()
    print(f"Claimlight is at http://localhost:{stack.port}/   (Ctrl+C stops it)", flush=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        stack.stop()


if __name__ == "__main__":
    main()
