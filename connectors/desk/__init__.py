"""The desk where agents work: the queue, one conversation with its summary first, the team, and signals to policy.

Promises that an agent sees only what is theirs or waits (a lead sees all), that every view and act is in the audit,
and that a message goes out once, however often it is sent. Pages come from the server; one stream a tab keeps them
up to date and says that somebody is at the desk.
"""
