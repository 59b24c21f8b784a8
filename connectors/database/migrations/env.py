"""Run by Alembic. The caller opens the connection and owns the transaction: `connectors.database.migrate`."""

from alembic import context

import connectors.whatsapp.tables  # noqa: F401 - describes its tables by being imported
from connectors.database.tables import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
