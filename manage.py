#!/usr/bin/env python
"""Django's command line for Claimlight."""

import os
import sys

if __name__ == "__main__":
    # What is written here is read by the user of this site alone.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
