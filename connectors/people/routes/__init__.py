"""The pages of the people of the desk: signing in and out, passwords, people, the audit, and the files."""
