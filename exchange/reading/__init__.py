"""A text that somebody wrote elsewhere, understood as a write-up. Pure: texts in, plain values out."""
