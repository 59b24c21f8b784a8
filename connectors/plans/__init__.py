"""The plan of a conversation outside the chat: kept, printed, taken along as calendar or PDF."""
