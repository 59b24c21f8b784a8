"""What `connectors.privacy` looks for, one kind a file: each yields where it stands in a text."""
