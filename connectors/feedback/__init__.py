"""Whether answers helped: one judgement an answer, without a word of the citizen."""
