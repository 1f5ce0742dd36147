"""Samskapt: a library of practice stories, checked and built into a static site.

Data flows one way: ``read`` → ``decode`` → ``library`` → ``rules`` → ``report``, and from the library through
``derive`` and ``pages`` to the site. Only ``mkdocs_plugin`` knows MkDocs, and only ``search_index`` Pagefind.
"""

__version__ = "0.1.0"
