"""PostgreSQL, the only state: where it runs, its tables, its migrations and the engine."""
