"""What reaches the console: the trace of what broke, one line for what was only refused, no secret address."""

import logging
import re

# Whoever holds the address of a table writes there: it is a secret, and a log is read by many.
SECRET_ADDRESS = re.compile(r"(?:(?<=/capture/)|(?<=/rencontres/agenda/))[^/\s\"']+")


class RefusalsInOneLine(logging.Filter):
    def filter(self, record):
        if record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True


class SecretAddressesHidden(logging.Filter):
    def filter(self, record):
        said = record.getMessage()
        if "/capture/" in said:
            record.msg, record.args = SECRET_ADDRESS.sub("…", said), ()
        return True
