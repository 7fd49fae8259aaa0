"""The licence notice that lies beside the sounds and names each of them."""

from collections.abc import Iterable

from sounds.catalogue import Asset

_HEAD = """\
# Licence of the sounds

The sound files in this folder are © the burnbreak team and licensed under the
Creative Commons Attribution 4.0 International licence (CC BY 4.0):
<https://creativecommons.org/licenses/by/4.0/>
(legal code: <https://creativecommons.org/licenses/by/4.0/legalcode>).

You may share and adapt them, also commercially, if you give credit ("Sounds: burnbreak team, CC BY 4.0"),
link to the licence and say what you changed. They come without any warranty.

Those in this table are synthesised by `script/make_sounds.py`; no recording of anyone or anything is in them.
The narration has a part of its own below.

| File | Maker | Method | Licence |
|---|---|---|---|
"""


def notice(assets: Iterable[Asset]) -> str:
    """The text of LICENSE.md but for what it says of the narrators."""
    rows = (f"| {asset.file} | burnbreak team | {asset.method} | CC BY 4.0 |\n" for asset in assets)
    return _HEAD + "".join(rows)
