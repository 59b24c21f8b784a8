"""The assistant as plain HTML forms, for browsers without JavaScript: the same conversations, other clothes."""
