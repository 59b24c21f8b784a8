"""What happens to a handoff, told to another system: a signed CloudEvent by the NL GOV profile."""
