"""The action server: rasa-sdk on loopback, with the knowledge base loaded before it says it is ready.

Started by `wegwijs up` as `python -m connectors.action_server PORT`.
"""

import sys
import warnings
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.kit import knowledge_base

LOOPBACK = "127.0.0.1"


def serve(port: int) -> None:
    """Serve until the process is stopped. One process: Rasa asks one action at a time per conversation."""
    # rasa-sdk warns that Rasa 3.6 is another version; docs/adr/0001-two-environments.md says why that is meant
    warnings.filterwarnings("ignore", category=UserWarning, module="rasa_sdk")
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor)

    @app.before_server_start  # type: ignore[untyped-decorator]
    async def load(_: Any) -> None:
        knowledge_base()

    app.run(host=LOOPBACK, port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
