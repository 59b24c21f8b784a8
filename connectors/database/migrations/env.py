"""Run by Alembic. The caller opens the connection and owns the transaction: `connectors.database.migrate`."""

from alembic import context

import connectors.people.tables
import connectors.whatsapp.tables  # noqa: F401 - describes its tables by being imported
from connectors.database.tables import Table
from connectors.feedback import tables as _feedback  # noqa: F401 - its table belongs to the metadata
from connectors.handoff import tables as _handoff  # noqa: F401 - so that the metadata knows them
from connectors.outbox import tables as _outbox  # noqa: F401 - puts its table in the metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
