"""Life events as plans: what to do, in which order, at whose door, before which date."""
