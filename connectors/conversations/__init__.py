"""Conversations: who owns one, what was said in it, and who is told when that changes."""
