"""The web server's settings, in the demonstration and in production.

`python -m gunicorn --config python:essportal.gunicorn_settings essportal.wsgi`
"""

import os

from essportal.processes import die_with_parent

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 8
graceful_timeout = 8
keepalive = 5
# Longer addresses are answered by the portal, in French (MAX_ADDRESS_BYTES): this is only the last wall.
limit_request_line = 8190
control_socket_disable = True
loglevel = "warning"


def post_fork(_server, _worker):
    die_with_parent()
