"""Names of people as bibliographies write them: family and given names in some order."""

from __future__ import annotations

import re
from typing import Final

from paperkg import ids

_HAN: Final = re.compile(r"[㐀-鿿豈-﫿]+")
_COMPOUND: Final = frozenset(
    re.findall(
        r"\S+",
        "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 "
        "长孙 長孫 宇文 司徒 东方 東方 独孤 獨孤 南宫 南宮 轩辕 軒轅 端木 百里 呼延 "
        "东郭 東郭 西门 西門 钟离 鍾離 濮阳 濮陽 淳于 申屠 太史 公羊 赫连 赫連 拓跋",
    )
)
"""Family names of two characters; before a comma they are no whole name."""
_OTHERS: Final = frozenset(("others", "and others", "et al", "等", "等人"))
_JUNIOR: Final = re.compile(r"(?:jr|sr|junior|senior|[ivx]{1,4}|ph\.?d|m\.?d)\.?", re.IGNORECASE)


def whole(family: str, given: str = "", particle: str = "", suffix: str = "") -> str:
    """Return a name as people say it.

    >>> whole("Gerven", "Marcel A. J.", "van"), whole("王", "小明")
    ('Marcel A. J. van Gerven', '王小明')
    """
    if _HAN.fullmatch(family) and _HAN.fullmatch(given):
        return family + given
    return ids.squeeze(f"{given} {particle} {family} {suffix}")


def turned(parts: list[str]) -> str:
    """Return the name whose *parts* stand between commas, the family name first.

    >>> turned(["van Gerven", "Marcel A. J."]), turned(["King", "Jr.", "Martin Luther"])
    ('Marcel A. J. van Gerven', 'Martin Luther King Jr.')
    """
    parts = [part for part in map(str.strip, parts) if part]
    if len(parts) < 2:
        return ids.squeeze("".join(parts))
    family, *rest = parts
    if _JUNIOR.fullmatch(rest[0]):
        return whole(family, " ".join(rest[1:]), suffix=rest[0])
    if _JUNIOR.fullmatch(rest[-1]):
        return whole(family, " ".join(rest[:-1]), suffix=rest[-1])
    return whole(family, " ".join(rest))


def one(text: str) -> str:
    """Return the name that *text* is, turned where a comma stands in it."""
    return turned(re.split("[,，]", text))


def is_others(name: str) -> bool:
    """Whether *name* stands for those who are not named.

    >>> is_others("others"), is_others("et al."), is_others("Others, Ann")
    (True, True, False)
    """
    return "," not in name and ids.squeeze(name).rstrip(".").lower() in _OTHERS


def listed(text: str) -> list[str] | None:
    """Return the names that *text* lists by other marks than `and`; None for one name.

    >>> listed("王小明，李华"), listed("Ahmad, N.; Gerven, M."), listed("Ahmad, N.")
    (['王小明', '李华'], ['Ahmad, N.', 'Gerven, M.'], None)
    """
    by_semicolon = _parts("[;；]", text)
    if len(by_semicolon) > 1:
        return by_semicolon
    names = _parts("[,，、]", text)
    if len(names) > 1 and all(_HAN.fullmatch(name) and len(name) < 5 for name in names):
        turned_name = len(names) == 2 and (len(names[0]) == 1 or names[0] in _COMPOUND)
        return None if turned_name else names
    if len(names) > 2 and all(" " in name for name in names):
        return names
    return None


def _parts(separator: str, text: str) -> list[str]:
    return [part for part in map(str.strip, re.split(separator, text)) if part]
