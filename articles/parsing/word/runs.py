"""Write into the runs of Word documents what their styles say, where mammoth looks for it."""

from typing import TYPE_CHECKING

from articles.parsing.word.styles import Look, Styles
from articles.parsing.word.xml import child, is_word, local, make, style_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# What stays of hidden runs: without them, the rest of the text would be part of a field.
FIELD_SIGNS = ("rPr", "fldChar", "instrText")
SHIFTED = ("superscript", "subscript")


def rewrite_runs(paragraph: "_Element", styles: Styles) -> None:
    """Empty the hidden runs of a paragraph, and cross out, raise and lower the others as their styles do."""
    style = style_of(paragraph)
    for run in list(paragraph.iter("{*}r")):
        if is_word(run):
            look = styles.of_run(child(run, "rPr"), style)
            if look.hidden:
                for item in list(run):
                    if local(item) not in FIELD_SIGNS:
                        run.remove(item)
            elif look.crossed_out or look.vertical in SHIFTED:
                _write_look(run, look)
    _join_if_end_is_hidden(paragraph, styles)


def _write_look(run: "_Element", look: Look) -> None:
    properties = child(run, "rPr")
    if properties is None:
        properties = make(run, "rPr")
        run.insert(0, properties)
    for item in list(properties):
        if local(item) in ("strike", "dstrike", "vertAlign"):
            properties.remove(item)
    if look.crossed_out:
        properties.append(make(run, "strike"))
    if look.vertical in SHIFTED:
        properties.append(make(run, "vertAlign", val=str(look.vertical)))


def _join_if_end_is_hidden(paragraph: "_Element", styles: Styles) -> None:
    """Let the next paragraph go on in the same line, as Word does; mammoth does so after a deleted end."""
    mark = child(child(paragraph, "pPr"), "rPr")
    following = paragraph.getnext()
    if mark is None or following is None or local(following) != "p":
        return
    if child(mark, "vanish") is not None and styles.of_run(mark, "").hidden:
        mark.append(make(paragraph, "del"))
