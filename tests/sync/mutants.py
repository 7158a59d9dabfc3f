"""Slips that a person makes in sync; the tests of this folder catch every one."""

MUTANTS: dict[str, tuple[str, str, str]] = {
    # the rule
    "a clash takes the sources' word": (
        "sync/merge.py",
        "    return actual, desired not in base",
        "    return desired, desired not in base",
    ),
    "a clash is not told": (
        "sync/merge.py",
        "    return actual, desired not in base",
        "    return actual, False",
    ),
    "a clash forgets its base": (
        "sync/merge.py",
        "want if keep == want else last,",
        "want,",
    ),
    "adopting trusts what is there": (
        "sync/merge.py",
        "    if actual == desired or actual in base:",
        "    if actual == desired or actual in base or None in base:",
    ),
    "a list's additions are lost": (
        "sync/merge.py",
        "added = [i for i in actual if i not in written]",
        "added: list[T] = []",
    ),
    "a list's removals come back": (
        "sync/merge.py",
        "[*(i for i in desired if i not in removed), *added]",
        "[*desired, *added]",
    ),
    "one state of two decides what was removed": (
        "sync/merge.py",
        "if i not in actual and all(i in base for base in bases)}",
        "if i not in actual}",
    ),
    "a reordered list is rewritten": (
        "sync/merge.py",
        "return list(actual) if set(merged) == set(actual) else merged",
        "return merged",
    ),
    "the sources' order never arrives": (
        "sync/merge.py",
        "    if any(list(actual) == list(base) for base in bases):\n        return list(desired)\n",
        "",
    ),
    "what the user said first is owned": (
        "sync/merge.py",
        "if adopt or item in owned or item not in is_",
        "",
    ),
    "nested lists are merged": (
        "sync/merge.py",
        "    if any(side and side.prop and side.prop.opaque for side in (have, ask)):",
        "    if False:",
    ),
    "an emptied list holds nothing as an item": (
        "sync/merge.py",
        "if written not in NOTHING",
        "",
    ),
    "a former block is the user's": (
        "sync/merge.py",
        "known = [*past.get(name, ()), *bases] if name.startswith(BLOCK) else bases",
        "known = bases",
    ),
    "a former property is overwritten": (
        "sync/merge.py",
        "known = [*past.get(name, ()), *bases] if name.startswith(BLOCK) else bases",
        "known = [*past.get(name, ()), *bases]",
    ),
    "the past grows for ever": ("sync/merge.py", "[-KEPT_PAST:]", ""),
    "a cut marker is overwritten on demand": (
        "sync/merge.py",
        "    if taken and is_ != DAMAGED:",
        "    if taken:",
    ),
    # notes
    "line endings count": (
        "sync/note.py",
        '        content = content.replace("\\r\\n", "\\n").encode()',
        "        content = content.encode()",
    ),
    "line endings are not kept": (
        "sync/splice.py",
        '(new.replace("\\n", "\\r\\n") if crlf else new)',
        "new",
    ),
    "a byte order mark hides the properties": ("sync/note.py", "\\A\\ufeff?---", "\\A---"),
    "a block without its end is no block": (
        "sync/note.py",
        "    _add_damaged(text, body, parts)\n",
        "",
    ),
    "a copy of a block replaces the first": (
        "sync/note.py",
        "if name not in parts:  # a copy",
        "if True:  # a copy",
    ),
    "an unclosed head is a body": (
        "sync/note.py",
        '        raise UnreadableError("the properties have no closing ---", 1)',
        "        return None, 0",
    ),
    "results are not proved": ("sync/splice.py", "    _prove(note, edits, after)\n", ""),
    "a comment is no word": (
        "frontmatter/foreign.py",
        'if not simple or raw.count("#") > "".join((name, *items)).count("#"):',
        "if not simple:",
    ),
    "a property may stand twice": (
        "frontmatter/parse.py",
        "    if len(set(keys)) < len(keys):",
        "    if False:",
    ),
    "yes is a plain word": ("frontmatter/emit.py", '"y", "n", "yes", "no", ', ""),
    # what becomes of a note
    "a deleted note comes back": (
        "sync/decide_notes.py",
        "    if None not in case.states and not case.choice.restored and not blank:",
        "    if False:",
    ),
    "an edited note is deleted": (
        "sync/decide_notes.py",
        "untouched = ours and any(now == (dict(s.parts), s.free) for s in case.known)",
        "untouched = ours",
    ),
    "a copy is deleted for the original": (
        "sync/decide_notes.py",
        "untouched = ours and any(",
        "untouched = any(",
    ),
    "notes are found by path only": (
        "sync/disk.py",
        "return remembered[-1] if remembered else next(iter(paths), None)",
        "return remembered[-1] if remembered else None",
    ),
    "the first of two copies is the note": (
        "sync/disk.py",
        "return remembered[-1] if remembered else next(iter(paths), None)",
        "return next(iter(paths), None)",
    ),
    "a note that the user moved is moved back": (
        "sync/decide_notes.py",
        "if s.path == self.path and _put_by_sync(s)}",
        "if s.path == self.path}",
    ),
    "a note in transit is left there": (
        "sync/decide_notes.py",
        "return in_transit(self.path) or (bool(asked) and self.want.path not in asked)",
        "return bool(asked) and self.want.path not in asked",
    ),
    "capitals make two names": (
        "sync/draft.py",
        'return unicodedata.normalize("NFC", path).casefold()',
        "return path",
    ),
    "an unreadable note is taken for deleted": (
        "sync/decide_notes.py",
        "        if path is None and lost:",
        "        if False:",
    ),
    "the free text of an update counts as the user's": (
        "sync/decide_notes.py",
        "    if began in seeds:",
        "    if False:",
    ),
    "settled notes with a clash are not told again": (
        "sync/decide_notes.py",
        " and not merged.clashes\n",
        "\n",
    ),
    "an empty file stays empty": (
        "sync/decide_notes.py",
        "blank = next((s.path for s in case.known if draft.disk.blank(s.path)), None)",
        "blank = None",
    ),
    "a changed export is deleted": (
        "sync/decide.py",
        "untouched = before in {state.parts.get(WHOLE) for state in states}",
        "untouched = True",
    ),
    "a vault that is gone is not noticed": (
        "sync/decide.py",
        "    _require_folders(manifest, disk)\n",
        "",
    ),
    "a manifest from elsewhere is trusted": (
        "sync/seen.py",
        'own = raw["manifest"] == stamp(store)',
        "own = True",
    ),
    "a settled path is not part of the wish": (
        "sync/seen.py",
        'return exact(f"{artifact.path}\\0".encode() + artifact.data)',
        "return exact(artifact.data)",
    ),
    # carrying out
    "nothing is written ahead": (
        "sync/apply.py",
        "manifests.save_pending(store, {**plan.manifest.pending, **before.pending, **either})",
        "pass",
    ),
    "a skipped change counts as done": (
        "sync/apply.py",
        "        skipped = {skip.change.id for skip in done.skipped}",
        "        skipped: set[str] = set()",
    ),
    "files are not looked at before writing": (
        "sync/apply.py",
        "if not self._store.stat(path) or exact(self._store.read(path)) != before:",
        "if False:",
    ),
    "a new file lands on another": (
        "sync/apply.py",
        "        if self._store.stat(change.target):\n",
        "        if False:\n",
    ),
    "moves go straight": (
        "sync/apply.py",
        'return f"{TRANSIT}/{digest(change.id)}.md"',
        "return change.target",
    ),
    "undo takes back what left notes rest on": (
        "sync/undo.py",
        "whole=not applied.skipped",
        "whole=True",
    ),
    "leftovers stay": ("sync/apply.py", "        run.sweep(plan.look)\n", ""),
    "a stale plan is carried out": (
        "sync/apply.py",
        "        if manifests.stamp(store) != before.stamp:",
        "        if False:",
    ),
    "backups are never dropped": ("sync/journal.py", "age >= KEPT_RUNS or ", ""),
    "backups grow without end": ("sync/journal.py", " or kept > KEPT_BYTES", ""),
    "the newest backup goes too": (
        "sync/journal.py",
        "store.size(run) if age else 0",
        "store.size(run)",
    ),
    "no backups": (
        "sync/apply.py",
        "            self._store.keep(change.path, target)\n",
        "            pass\n",
    ),
    "the older state counts as the newer": (
        "sync/manifest.py",
        "            found.remove(raw)\n        found.append(raw)\n",
        "            continue\n        found.append(raw)\n",
    ),
    # the disk
    "links out are followed": (
        "sync/directory.py",
        "if place.parent not in self._made and not self._inside(place.parent):",
        "if False:",
    ),
    "links to files are followed": (
        "sync/directory.py",
        "            if not modes.S_ISREG(place.lstat().st_mode):",
        "            if False:",
    ),
    "files are written in place": (
        "sync/directory.py",
        "temporary = place.with_name(TEMPORARY)",
        "temporary = place",
    ),
    "a failed write leaves half a file": (
        "sync/directory.py",
        "                temporary.unlink(missing_ok=True)\n",
        "",
    ),
    "a move lands on a file": (
        "sync/directory.py",
        "            if os.path.lexists(new):",
        "            if False:",
    ),
    "paths may lead out": (
        "sync/directory.py",
        'if path.startswith("/") or ".." in path.split("/") or "\\0" in path:',
        "if False:",
    ),
    "empty folders stay": (
        "sync/directory.py",
        "                folder.rmdir()",
        "                return",
    ),
    # what is known
    "inode and ctime do not count": (
        "sync/fingerprint.py",
        "return Stat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)",
        "return Stat(found.st_size, found.st_mtime_ns, 0, 0)",
    ),
    "a broken-off sync is no change": (
        "sync/fingerprint.py",
        "    if (root / PENDING).exists():",
        "    if False:",
    ),
    "the environment does not count": (
        "sync/fingerprint.py",
        "text = f\"{environment}\\n{''.join(lines)}\"",
        "text = ''.join(lines)",
    ),
    "Obsidian's own folder counts": (
        "sync/fingerprint.py",
        '            elif not entry.name.startswith("."):',
        "            else:",
    ),
    "the clock is not waited for": (
        "sync/fingerprint.py",
        "        while (now := _touched(probe)) <= first and",
        "        while (now := _touched(probe)) < first and",
    ),
    "what was written during the sync is recorded": (
        "sync/record.py",
        "expected == look and",
        "",
    ),
    "what vanished during the sync is recorded": (
        "sync/record.py",
        " and _all_there(plan, applied, look)",
        "",
    ),
}
