"""Runs migrations on the connection that `persistence.migrate` hands over."""

from alembic import context

from art_desktop.persistence.migrate import include_name, record_metadata

connection = context.config.attributes.get("connection")
if connection is None:
    raise RuntimeError(
        "migrations run through art_desktop.persistence.migrate, which has the key and the backup"
    )

context.configure(
    connection=connection,
    target_metadata=record_metadata(),
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    include_name=include_name,
    # All in the caller's one transaction, on SQLite too: the old shape or the new, never between.
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
