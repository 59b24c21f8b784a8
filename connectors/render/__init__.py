"""How a reply looks in a channel: pure functions from a `Reply` to that channel's messages."""
