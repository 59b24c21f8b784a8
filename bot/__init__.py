"""What the assistant is: its dialogue, every Dutch sentence, the reply contract and the settings."""
