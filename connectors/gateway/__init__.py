"""The public side: a FastAPI application with the conversation API, the streams, health and public files."""
