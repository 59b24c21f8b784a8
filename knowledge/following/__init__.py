"""A conversation that goes on: is a message about the answer before it, and about which part?"""
