"""What the services need of the world: one Protocol per file, in the words of the domain."""
