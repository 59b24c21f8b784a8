"""Understanding: Rasa components (Python 3.10), training data, and pure functions on text beside them."""
