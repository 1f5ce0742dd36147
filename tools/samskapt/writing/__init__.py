"""Writing a story in the browser: what the page of ``/skriv/`` is made from, and the tables that its rules read.

The rules run in two places: here when a file is checked, and in ``theme/js/write/`` while somebody writes. Both read
the same tables, sentences and patterns, and tests/test_write_parity.py holds the two together case by case.
"""
