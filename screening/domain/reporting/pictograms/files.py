"""Complete SVG files of a figure: its stills and its moving picture, light and dark, without script."""

from __future__ import annotations

from .draw import Moment, document, draw, scene, still_marks
from .motion import key_frames
from .poses import Figures, Tone
from .shapes import DARK


def still(figures: Figures, exercise: str, moment: str, *, screen: bool) -> str:
    """The start (with its arrow) or the end as a file of its own.

    Args:
        moment: "start" or "end".
        screen: with the dark colours, chosen by the reader's system; without, for print.
    Raises:
        KeyError: no figure of that name.
    """
    if not screen:
        return draw(figures, exercise, moment)
    which = Moment(moment)
    shown = scene(figures[exercise], screen=True)
    what = "hold" if shown.figure.is_hold else which.value
    return document(
        shown,
        still_marks(shown, which),
        wide=shown.crop.wide,
        moment=which.value,
        what=what,
        style=f"<style>{_dark()}</style>",
    )


def moving(figures: Figures, exercise: str) -> str:
    """The movement as a loop; the start picture where reduced motion is wished for, and in print.

    Raises:
        KeyError: no figure of that name.
    """
    shown = scene(figures[exercise], screen=True)
    labels, rules = key_frames(shown)
    return document(
        shown,
        still_marks(shown, Moment.START, labels),
        wide=shown.crop.wide,
        moment="moving",
        what="hold" if shown.figure.is_hold else "movement",
        style=f"<style>{_dark()}{rules}</style>",
    )


def _dark() -> str:
    """The dark colours; the classes are those that a page's own style sheet may use too."""
    paper, move = DARK[Tone.PAPER], DARK[Tone.MOVE]
    fills = "".join(
        f".figure-{tone.value.replace('_', '-')}{{fill:{colour}}}" for tone, colour in DARK.items()
    )
    rim = f".figure-halo{{fill:{paper};stroke:{paper}}}"
    arrow = f".figure-move,.figure-move-line{{stroke:{move}}}"
    return f"@media (prefers-color-scheme:dark){{{fills}{rim}{arrow}}}"
