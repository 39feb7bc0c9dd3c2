"""A published site in one ZIP, for those who keep it: its bytes as published, and an edition that needs no server."""
