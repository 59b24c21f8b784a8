"""How stuck is a citizen, why, and is it time to offer a human? Arithmetic over a transcript: docs/stuck.md."""
