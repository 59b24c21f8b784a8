"""How hard a Dutch text is, measured, with the remedy: a pure library without a language model."""
