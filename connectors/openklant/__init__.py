"""A handoff in Open Klant: the Klantinteracties API, its client, and a fake one for tests and demonstrations."""
