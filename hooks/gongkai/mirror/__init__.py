"""A published site in one ZIP, for a library or a newspaper: its bytes as published, and an edition to read without a server."""
