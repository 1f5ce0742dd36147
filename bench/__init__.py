"""Measures how fast the checker is: ``corpus`` makes a library of any size, ``check`` times the command on it."""
