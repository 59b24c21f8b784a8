"""Meta and a phone, pretended: the same API, limits, errors and webhooks, without an account. Ships with Wegwijs."""
