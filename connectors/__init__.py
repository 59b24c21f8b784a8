"""Channels, conversations, desk and commands: the composition root."""
