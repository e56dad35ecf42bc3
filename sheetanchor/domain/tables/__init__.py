"""Tables in general: kinds of values, schema, rows. Nothing here knows what a shift is."""
