"""WhatsApp over the Cloud API of Meta: the webhook, an inbox, an outbox, and a simulator that needs no account."""
