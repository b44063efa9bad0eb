"""The sandbox in which articles are read and cleaned."""

from web.sandbox import Limits, Sandbox

SANDBOX = Sandbox(preload="articles.sandbox.jobs:preload")
LIMITS = Limits(memory=512 * 1024 * 1024, seconds=12)
# Seconds to wait for a free processor.
WAIT = 15
