"""Run by Alembic. The caller opens the connection and owns the transaction: `connectors.database.migrate`."""

from alembic import context

import connectors.people.tables  # noqa: F401 - importing registers a package's tables
from connectors.database.tables import Table
from connectors.handoff import tables as _handoff  # noqa: F401 - so that the metadata knows them

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
