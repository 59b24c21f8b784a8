"""In which language somebody writes: pure functions on text, for the app's side only (Python 3.13)."""
