"""What the operating system refuses, in words that say what to do."""

from __future__ import annotations

import errno
from typing import Final

from paperkg.diagnostics import StoreError

_ADVICE: Final = {
    errno.EACCES: "permission denied; make it readable and writable for you, then run sync again",
    errno.EPERM: "permission denied; make it readable and writable for you, then run sync again",
    errno.EROFS: "the disk is read-only; make it writable, then run sync again",
    errno.ENOSPC: "the disk is full; free some space, then run sync again",
    errno.EDQUOT: "your quota is used up; free some space, then run sync again",
    errno.ENAMETOOLONG: "the name is too long for this disk",
    errno.EEXIST: "a file stands where a folder is needed; move it away, then run sync again",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away, then run sync again",
    errno.EISDIR: "a folder stands where a file is needed; move it away, then run sync again",
    errno.EXDEV: "it lies on another disk than the rest of its folder",
}


def trouble(error: OSError, path: str) -> StoreError:
    """Return the error to raise for *path*."""
    advice = _ADVICE.get(error.errno or 0) or error.strerror or str(error)
    return StoreError(f"{path}: {advice}")
