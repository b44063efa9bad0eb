"""Rewrite a part of a Word document so that mammoth reads all that Word shows, and nothing that Word hides."""

import re
from typing import TYPE_CHECKING

from articles.parsing.word.contents import mark_contents
from articles.parsing.word.equations import equation_text
from articles.parsing.word.runs import rewrite_runs
from articles.parsing.word.styles import Styles
from articles.parsing.word.xml import ancestor, child, is_word, local, make, replace_by, value

if TYPE_CHECKING:
    from lxml.etree import _Element

HYPERLINK = re.compile(r"\s*HYPERLINK\b")
# Elements around runs or paragraphs that mammoth skips with all that is in them.
UNREAD = frozenset(("fldSimple", "bdo", "dir", "ins", "moveTo", "smartTag", "customXml", "contentPart"))
REWRITTEN = sorted(UNREAD | {"oMath", "oMathPara", "ruby", "cr", "br", "ptab"})
BREAKS = ("page", "column")


def rewrite_part(root: "_Element", styles: Styles) -> None:
    """Change the tree of a document, or of its notes, in place."""
    _choose_alternatives(root)
    _place_text_boxes(root)
    mark_contents(root, styles)
    for paragraph in list(root.iter("{*}p")):
        if is_word(paragraph):
            rewrite_runs(paragraph, styles)
    _rewrite_elements(root)
    _join_paragraphs(root)


def _choose_alternatives(root: "_Element") -> None:
    """Keep one of the alternatives for older programs: the newest with words, since mammoth takes the oldest."""
    for alternatives in list(root.iter("{*}AlternateContent")):
        branches = [b for b in alternatives if local(b) in ("Choice", "Fallback")]
        spoken = (b for b in branches if next(b.iter("{*}t"), None) is not None)
        chosen = next(spoken, branches[-1] if branches else None)
        replace_by(alternatives, [] if chosen is None else list(chosen))


def _place_text_boxes(root: "_Element") -> None:
    """Put the paragraphs of each text box after the paragraph at which it is anchored."""
    # From the last to the first, so that each box comes before the later ones, with the boxes in it.
    for box in reversed(list(root.iter("{*}txbxContent"))):
        host, parent = ancestor(box, "p"), box.getparent()
        if host is not None and parent is not None:
            parent.remove(box)
            for block in reversed(box):
                host.addnext(block)


def _rewrite_elements(root: "_Element") -> None:
    """Put what mammoth reads in the place of what it skips."""
    for element in list(root.iter(*(f"{{*}}{name}" for name in REWRITTEN))):
        name = local(element)
        if name in ("oMath", "oMathPara"):
            _write_equation(element)
        elif not is_word(element):
            continue
        elif name == "ruby":
            base = child(element, "rubyBase")
            runs = [] if base is None else base.iter("{*}r")
            replace_by(element, [item for run in runs for item in run if local(item) != "rPr"])
        elif name == "cr":
            replace_by(element, [make(element, "br")])
        elif name == "br" and value(element, "type"):
            breaks = 2 if value(element, "type") in BREAKS else 1
            replace_by(element, [make(element, "br") for _ in range(breaks)])
        elif name == "ptab":
            replace_by(element, [make(element, "tab")])
        elif name in UNREAD:
            _unwrap(element)


def _unwrap(element: "_Element") -> None:
    instruction = value(element, "instr")
    children = list(element)
    if local(element) == "fldSimple" and HYPERLINK.match(instruction):
        text = make(element, "instrText")
        text.text = instruction
        children = [
            _run(element, make(element, "fldChar", fldCharType="begin")),
            _run(element, text),
            _run(element, make(element, "fldChar", fldCharType="separate")),
            *children,
            _run(element, make(element, "fldChar", fldCharType="end")),
        ]
    replace_by(element, children)


def _run(like: "_Element", content: "_Element") -> "_Element":
    run = make(like, "r")
    run.append(content)
    return run


def _write_equation(element: "_Element") -> None:
    paragraph = ancestor(element, "p")
    if element.getparent() is None or paragraph is None:
        return
    text = make(paragraph, "t")
    text.text = equation_text(element)
    replace_by(element, [_run(paragraph, text)])


def _join_paragraphs(root: "_Element") -> None:
    """Put a drop cap, which is a paragraph of its own, before the first word."""
    for frame in reversed(list(root.iter("{*}framePr"))):
        paragraph = ancestor(frame, "p")
        if value(frame, "dropCap") not in ("drop", "margin") or paragraph is None:
            continue
        following = paragraph.getnext()
        if following is not None and local(following) == "p":
            letters = [item for item in paragraph if local(item) != "pPr"]
            start = 0 if child(following, "pPr") is None else 1
            for number, item in enumerate(letters):
                following.insert(start + number, item)
            replace_by(paragraph, [])
