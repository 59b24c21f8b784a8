"""The summary of a conversation for the human who takes it over: by rules and the encoder, never generated freely."""

from knowledge.summing.case import case_of

__all__ = ["case_of"]
