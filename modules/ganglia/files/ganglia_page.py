"""Ganglia's web page: HOST PORT COLLECTOR_PORT RRD_FOLDER. The PHP pages of the project do not run on PHP 8."""

import http.server
import pathlib
import re
import socket
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree
from html import escape

HOST, PORT, COLLECTOR_PORT, RRD_FOLDER = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), pathlib.Path(sys.argv[4])
COLUMNS = {"load_one": "load", "cpu_user": "user %", "mem_free": "free memory, KB", "bytes_in": "in, B/s", "bytes_out": "out, B/s"}
PERIODS = ("hour", "day", "week", "month")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def collected():
    """What the collector tells to whoever connects, by host: its metrics by name."""
    with socket.create_connection((HOST, COLLECTOR_PORT), timeout=10) as connection:
        report = b"".join(iter(lambda: connection.recv(65536), b""))
    for host in xml.etree.ElementTree.fromstring(report).iter("HOST"):
        yield host.get("NAME"), {metric.get("NAME"): metric.get("VAL") for metric in host.iter("METRIC")}


def table(period):
    """One row for each host, with a picture for each column."""
    yield "<table><tr><th>node</th>" + "".join(f"<th>{escape(title)}</th>" for title in COLUMNS.values()) + "</tr>"
    for host, metrics in sorted(collected()):
        yield f"<tr><th>{escape(host)}</th>"
        for name in COLUMNS:
            picture = "graph?" + urllib.parse.urlencode({"host": host, "metric": name, "period": period})
            yield f'<td>{escape(metrics.get(name, "unknown"))}<br><img src="{escape(picture)}" alt="" width="241" height="81"></td>'
        yield "</tr>"
    yield "</table>"


def page(period):
    links = " ".join(f'<a href="?period={name}">{name}</a>' for name in PERIODS)
    head = "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=60><title>Ganglia</title>"
    return f"{head}<h1>Ganglia</h1><p>Last {period}; show: {links}</p>{''.join(table(period))}".encode()


def graph(host, metric, period):
    files = [file for file in RRD_FOLDER.glob(f"*/*/{metric}.rrd") if file.parent.name.lower() == host.lower()]
    if not files:
        return None
    drawing = [f"DEF:value={str(files[0]).replace(':', chr(92) + ':')}:sum:AVERAGE", "AREA:value#7fb2d8", "LINE1:value#1b5f93"]
    size = ["--only-graph", "--width", "241", "--height", "81", "--start", f"-1{period}"]
    return subprocess.run(["rrdtool", "graph", "-", *size, *drawing], check=True, capture_output=True, timeout=20).stdout


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        period = query.get("period", "hour")
        names = [query.get("host", "none"), query.get("metric", "none")]
        if period not in PERIODS or not all(NAME.fullmatch(name) for name in names):
            self.send_error(400)
        elif url.path == "/ganglia/":
            self.answer("text/html; charset=utf-8", page(period))
        elif url.path == "/ganglia/graph":
            self.answer("image/png", graph(*names, period))
        else:
            self.send_error(404)

    def answer(self, kind, body):
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


http.server.ThreadingHTTPServer((HOST, PORT), Pages).serve_forever()
