"""What the checks share: asking lab-cli, waiting for a server, running a script, counting what agrees, and the last line.

Only Python's own library is needed here: some checks run outside every environment. A check prints as its last line either
`…: N agreements` or `N of M scripts ran and agree`, which is what `make test` counts.
"""

import contextlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "public" / "data"


class Refused(Exception):
    """lab-cli refused a request."""


class NoAnswer(Exception):
    """A server ended or did not answer."""


def end_plainly(kind, fault, trace):
    """A check that does not catch these two ends with their words, without a trace of Python's."""
    if issubclass(kind, (Refused, NoAnswer)):
        print(f"failed: {fault}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, fault, trace)


sys.excepthook = end_plainly
# Whoever is asked to end takes along what it has started: `serving` ends its server.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def lab_cli(usage):
    """The path of lab-cli, which is a check's first argument."""
    return str(Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else sys.exit(usage)


def command_line(cli, store=None):
    return [cli, "--quiet", "--data", DATA, *(["--store", store] if store else [])]


def events(cli, commands, store=None):
    """The event that ends each command, in order: its `done` or its `failed`."""
    lines = "".join(json.dumps({"job": job, "command": command}) + "\n" for job, command in enumerate(commands))
    run = subprocess.run(command_line(cli, store), input=lines, capture_output=True, text=True, check=False)
    found = {event["job"]: event for event in map(json.loads, run.stdout.splitlines()) if "done" in event or "failed" in event}
    if found.keys() != set(range(len(commands))):
        raise Refused(f"lab-cli answered {len(found)} of {len(commands)} requests, status {run.returncode}\n{run.stderr[-2000:]}")
    return [found[job] for job in range(len(commands))]


def answer_of(event, command):
    """What a command came to; raises Refused if it failed."""
    if "failed" in event:
        raise Refused(f"{json.dumps(command)[:300]}\n{event['failed']}")
    return next(iter(event["done"].values()))


def ask(cli, commands, store=None):
    """The answers to commands, in order, from a lab-cli that ends with the last one."""
    return [answer_of(event, command) for event, command in zip(events(cli, commands, store), commands, strict=True)]


class Lab:
    """lab-cli, kept running, so that what was trained or loaded is remembered."""

    def __init__(self, cli, store):
        self.process = subprocess.Popen(command_line(cli, store), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, name, /, **fields):
        command = {name: fields}
        print(json.dumps({"job": 1, "command": command}), file=self.process.stdin, flush=True)
        for line in self.process.stdout:
            event = json.loads(line)
            if "done" in event or "failed" in event:
                return answer_of(event, command)
        raise Refused(f"lab-cli ended at {json.dumps(command)[:300]}")

    def store(self, name, /, **fields):
        return self.ask("store", **{name: fields})[name]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Agreements:
    """Counts what both sides say alike. It ends the check at the first difference, unless it `goes_on` to show them all."""

    def __init__(self, other="there", goes_on=False, hint=""):
        self.count, self.faults = 0, []
        self.other, self.goes_on, self.hint = other, goes_on, hint

    def agree(self, is_so, what):
        if is_so:
            self.count += 1
            return
        if not self.goes_on:
            sys.exit(f"failed: {what}{self.what_to_do()}")
        self.faults.append(what)
        print(f"    differs: {what}", flush=True)

    def same(self, what, ours, theirs):
        self.agree(ours == theirs, f"{what}\n  lab-cli: {str(ours)[:3000]}\n  {self.other}: {str(theirs)[:3000]}")

    def what_to_do(self):
        return f"\n  what to do: {self.hint}" if self.hint else ""

    def end(self, title):
        """The last line, and the status."""
        if self.faults:
            print(f"failed: {len(self.faults)} of {self.count + len(self.faults)} checks{self.what_to_do()}")
        print(f"{title}: {self.count} agreements", flush=True)
        sys.exit(bool(self.faults))


def end_of_scripts(ran, total, sound=True):
    """The last line of a check that counts scripts, and the status."""
    print(f"{ran} of {total} scripts ran and agree", flush=True)
    sys.exit(not (sound and ran == total))


def execute(path):
    """The names that a script leaves and what it prints, warnings being errors; or None, None and the fault. It runs in this
    process, so that what many scripts import is imported once."""
    printed, names = io.StringIO(), {"__name__": "__main__"}
    os.chdir(path.parent)
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
        except Exception:
            return None, None, traceback.format_exc(limit=-2)
    return names, printed.getvalue(), None


def figure(name, text):
    """The number that stands behind a name at the start of a printed line; None if there is none."""
    found = re.search(rf"^{re.escape(name)} +(-?[\d.]+)", text, re.MULTILINE)
    return float(found[1]) if found else None


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def fetched(url, body=None):
    """Text and headers of an answer; a body is posted as JSON."""
    request = urllib.request.Request(url, data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read().decode(), answer.headers


@contextlib.contextmanager
def serving(command, url, seconds=120, **options):
    """Starts a server, waits until the address answers, and afterwards ends it with all that it started."""
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **options)
        try:
            wait_for(url, server, log, time.monotonic() + seconds)
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def wait_for(url, server, log, until):
    while True:
        with contextlib.suppress(OSError):
            fetched(url)
            return
        if server.poll() is not None:
            log.seek(0)
            raise NoAnswer(f"the server ends: {log.read()[-1500:]}")
        if time.monotonic() > until:
            raise NoAnswer(f"no answer from {url}")
        time.sleep(0.25)
