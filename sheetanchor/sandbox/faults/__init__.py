"""What goes wrong between a client and Google: slow, refused, cut off, doubled, late, edited in between."""
