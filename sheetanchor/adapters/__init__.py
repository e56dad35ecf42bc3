"""What the ports are made of: one folder per technology. Adapters never import each other."""
