"""The server of the small game, with short times and few descriptors: `python -m tests.web.serving.serve_short DATA [PORT]`."""

from web import serve  # isort: skip - patches first

import resource
import sys
from pathlib import Path

from tests.web.fake_rules import FakeRules
from tests.web.serve_fake import ready
from web.app import Settings
from web.serving import lines

DESCRIPTORS = 256

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS // 2, DESCRIPTORS))
    lines.REQUEST_S = lines.REST_S = lines.SOCKET_S = lines.ANSWER_S = 1.5
    lines.SLOWEST = 1_000_000
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    serve.serve(Settings(data=Path(sys.argv[1]), port=port), ready=ready, rules=FakeRules(360))
