"""The rules: every public function in these modules is one, and its name is the rule's name.

A rule asks for what it needs by the names of its parameters: fields of the front matter (``outcomes``, ``period``),
or one of ``engine.OFFERED`` (``body``, ``files``, ``slugs`` …). It is run when all of them could be decoded, and yields
what it finds with ``found(span, case, …)``. Its sentences stand in ``messages/``.
"""
