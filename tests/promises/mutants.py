"""Slips that a person makes in reading the vault; `test_vault_as_source.py` catches every one."""

MUTANTS: dict[str, tuple[str, str, str]] = {
    "templates of the user's are ideas": (
        "vault/source.py",
        "return _TEMPLATES.isdisjoint(folders) and",
        "return",
    ),
    "a copy speaks as well": (
        "vault/source.py",
        " and self.paths.get(id_, path) == path",
        "",
    ),
    "a note whose block was cut out says nothing": (
        "vault/source.py",
        "generated = bool(note.blocks) or has_block(written)",
        "generated = bool(note.blocks)",
    ),
    "an unreadable note is passed over": (
        "vault/source.py",
        "if error := self._unheard(path):",
        "if error := None:",
    ),
    "an older copy corrects the sources": (
        "vault/decision.py",
        "if edit.former and not self._takes(node.id, edit.key):",
        "if False:",
    ),
    "an older copy adds what the sources dropped": (
        "sync/words.py",
        "known = [part.digests] if name in back else [w.get(name) for w in written]",
        "known = [w.get(name) for w in written]",
    ),
    "taking all takes every correction back": (
        "library.py",
        "parts = dict(self.status().open)",
        'parts = {i: frozenset({""}) for i in self.graph.nodes}',
    ),
    "what is kept is asked again": (
        "vault/source.py",
        "choice = self.choices.get(id_, s.UNDECIDED)",
        "choice = s.UNDECIDED",
    ),
    "a correction forgets what the sources said": (
        "vault/decision.py",
        "was = node.properties.get(prop.name) if seen else None",
        "was = None",
    ),
    "going back to the sources' word is a correction": (
        "vault/decision.py",
        "            if correction.value == old.was:\n                return\n",
        "",
    ),
    "what is no value is recorded": (
        "vault/decision.py",
        "        if edit.now and value is None:\n",
        "        if False:\n",
    ),
    "an item taken out is not recorded": (
        "vault/decision.py",
        "                self._record(Correction(node.id, edit.key, origin, without=target))",
        "                pass",
    ),
    "an item put back stays out": (
        "vault/decision.py",
        "again = correction.without and self._is_listed_again(correction)",
        "again = False",
    ),
    "keep changes nothing": (
        "vault/decision.py",
        "elif self._choices.get(clash.id, UNDECIDED).keeps(KEY + clash.key):",
        "elif False:",
    ),
    "take keeps the correction": (
        "vault/decision.py",
        "if again or self._takes(correction.id, correction.key):",
        "if again:",
    ),
    "a corrected title is unknown to a clone": (
        "vault/recovery.py",
        "        found += keys(_claim(node_type, was), node_type)\n",
        "        pass\n",
    ),
    "a note that is there is brought back": (
        "choosing.py",
        "if path := found.vault.paths.get(id_):",
        'if path := "":',
    ),
}
