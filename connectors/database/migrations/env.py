"""Run by Alembic. The caller opens the connection and owns the transaction: `connectors.database.migrate`."""

from alembic import context

from connectors.database.tables import Table
from connectors.feedback import tables as _feedback  # noqa: F401 - its table belongs to the metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
