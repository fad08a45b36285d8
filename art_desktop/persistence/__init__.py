"""The record in a database: tables, mapping, units of work, migrations, audit, backup."""
