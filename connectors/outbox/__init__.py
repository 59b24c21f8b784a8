"""What must reach another system, kept until it is there: a row a delivery, tried again with growing pauses."""
