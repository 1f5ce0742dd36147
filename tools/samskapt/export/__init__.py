"""Open data: the whole library as files that other programs read, made from the field table and the vocabulary."""
