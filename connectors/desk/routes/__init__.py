"""The pages of the desk: queue, conversation, team, signals, and the stream that keeps them up to date."""
