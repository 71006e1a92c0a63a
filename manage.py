#!/usr/bin/env python3
"""Every command of the portal: `python3 manage.py demo`, `test`, `migrate`…"""

import sys

from essportal import launcher

if __name__ == "__main__":
    launcher.run(sys.argv[1:])
