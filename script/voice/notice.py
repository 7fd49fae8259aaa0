"""The part of the licence notice that is about the narrators."""

from collections.abc import Iterable

from voice.narrators import Narrator

_TEXT = """
## Narration

Every file in the folders below is © the burnbreak team and licensed as above, CC BY 4.0. The words
stand in `assets/practices`; `script/make_voice.py` had them spoken by a synthesiser and modified the
result. Nobody recorded them.

| Folder | Maker | Method | Licence |
|---|---|---|---|
{rows}
The synthesiser is **RHVoice** with its voices {profiles}, © Olga Yakovleva and contributors, under the
GNU Lesser General Public License 2.1 or later (<https://github.com/RHVoice/RHVoice>). Neither the
program nor its voices are part of burnbreak, only what they said.

Those voices were trained on the **CMU ARCTIC** recordings {corpora} (John Kominek and Alan W Black,
CMU-LTI-03-177, <http://festvox.org/cmu_arctic/>). The files here hold no recording from it; they are
derived through the voices, and **modified**. Its notice:

> Carnegie Mellon University, Copyright (c) 2003, All Rights Reserved.
>
> Permission to use, copy, modify, and licence this software and its documentation for any purpose, is
> hereby granted without fee, subject to the following conditions:
> 1. The code must retain the above copyright notice, this list of conditions and the following disclaimer.
> 2. Any modifications must be clearly marked as such.
> 3. Original authors' names are not deleted.
>
> THE AUTHORS OF THIS WORK DISCLAIM ALL WARRANTIES WITH REGARD TO THIS SOFTWARE, INCLUDING ALL IMPLIED
> WARRANTIES OF MERCHANTABILITY AND FITNESS, IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR ANY SPECIAL,
> INDIRECT OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR
> PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN
> CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
"""
_ROW = (
    "| voice/{0.id}/ | burnbreak team | spoken by RHVoice (voice {0.profile}),"
    " filtered, compressed and trimmed | CC BY 4.0 |\n"
)


def narration(narrators: Iterable[Narrator]) -> str:
    """What LICENSE.md says of them."""
    known = tuple(narrators)
    return _TEXT.format(
        rows="".join(_ROW.format(narrator) for narrator in known),
        profiles=" and ".join(n.profile for n in known),
        corpora=" and ".join(f"`{n.corpus}`" for n in known),
    )
