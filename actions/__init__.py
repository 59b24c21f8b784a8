"""One thin Rasa action a file; the tracker is read in one place."""
