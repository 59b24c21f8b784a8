"""Rasa components; Python 3.10 and numpy 1.23, loaded by the Rasa server only."""
