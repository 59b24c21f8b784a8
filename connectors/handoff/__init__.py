"""Handing over to a human: the case, the queue, and every sentence that the citizen gets on the way.

Promises that a conversation has at most one open case, that one agent owns it, and that whoever waits has been told
what happens. Every function works inside the caller's transaction and locks in the order turn → conversation → case.
"""
