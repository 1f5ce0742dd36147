"""The library seen whole: what its pictures show. Each is a table too, so that none is without its figures."""
