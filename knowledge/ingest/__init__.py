"""Adapters that turn open government data into the records of the knowledge base."""
