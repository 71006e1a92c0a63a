"""What reaches the console: the trace of what broke, one line for what was only refused."""

import logging


class RefusalsInOneLine(logging.Filter):
    def filter(self, record):
        if record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True
