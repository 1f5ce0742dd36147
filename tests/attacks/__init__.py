"""What strangers could send, and what must become of it; ``test_attacks.py`` sends it."""
