"""What programs put into the clipboard, written after their real structure, about an invented place."""

import re

_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<link rel=File-List href="file:///C:/Users/ada/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!--
p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0in; font-family:"Calibri",sans-serif;}
@page WordSection1 {size:8.5in 11.0in;}
--></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]-->
</head><body lang=EN-US style='tab-interval:.5in;word-wrap:break-word'><!--StartFragment-->"""


def word_marker(sign: str) -> str:
    """The sign or number that Word writes before a list item."""
    return (
        "<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span\n"
        f"style='mso-list:Ignore'>{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;\n"
        "</span></span></span><![endif]>"
    )


def word_item(sign: str, text: str) -> str:
    """A paragraph that Word shows as a list item."""
    return (
        "<p class=MsoListParagraphCxSpMiddle style='text-indent:-.25in;mso-list:l0 level1 lfo1'>"
        f"{word_marker(sign)}{text}<o:p></o:p></p>\n"
    )


WORD = f"""{_WORD_HEAD}
<h1>The ferry to Port Alder <span style='font-weight:normal'>stops</span><o:p></o:p></h1>
<p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>council</b> said <i
style='mso-bidi-font-style:normal'>on Monday</i> that <a
href="https://alder.example/ferry">the ferry</a> is too old.<span style='mso-spacerun:yes'>  </span><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
{word_item("·", "It was built in 1961.")}{word_item("·", "It carries forty cars.")}
<p class=MsoQuote>“Nobody asked the islanders,” said Ines Moro.<o:p></o:p></p>
<h2 style='mso-list:l1 level1 lfo2'>{word_marker("2.")}What comes next</h2>
<p class=MsoNormal>A bridge costs 10<sup>6</sup> a year<a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference>[1]</span><![endif]></span></span></a>.<span
style='display:none;mso-hide:all'> Not for print.</span> <a style='mso-comment-reference:AM_1'>It is
late</a><span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_1"
href="#_msocom_1" name="_msoanchor_1">[AM1]</a></span></span>.<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal>Year<o:p></o:p></p></td><td><p
class=MsoNormal>Riders<o:p></o:p></p></td></tr><tr><td><p class=MsoNormal>1990</p></td><td><p
class=MsoNormal>4,000</p></td></tr></table>
<!--EndFragment-->
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left><![endif]>
<div style='mso-element:comment'><p class=MsoCommentText>Check this with the mayor.</p></div></div>
</body></html>"""

WORD_TEXT = """The ferry to Port Alder stops

The council said on Monday that the ferry is too old.

It was built in 1961.

It carries forty cars.

“Nobody asked the islanders,” said Ines Moro.

2. What comes next

A bridge costs 10⁶ a year[1]. It is late.

Year\tRiders
1990\t4,000"""

_DOCS = (
    "font-size:11pt;font-family:Arial,sans-serif;color:#000000;text-decoration:none;vertical-align:baseline;"
)


def docs_span(text: str, weight: int = 400, style: str = "normal", more: str = "") -> str:
    """A run of text as Google Docs writes it."""
    look = f"{_DOCS}font-weight:{weight};font-style:{style};white-space:pre;white-space:pre-wrap;{more}"
    return f'<span style="{look}">{text}</span>'


GOOGLE_DOCS = (
    "<meta charset='utf-8'><meta charset=\"utf-8\">"
    '<b style="font-weight:normal;" id="docs-internal-guid-0c5d1d1a-7fff-2d7c-8d5b-9a1d3f6d2b11">'
    f'<h1 dir="ltr" style="line-height:1.38;">{docs_span("The ferry to Port Alder stops")}</h1>'
    f'<p dir="ltr" style="line-height:1.38;">{docs_span("The ")}{docs_span("council", 700)}'
    f"{docs_span(' said', 700, 'italic')}{docs_span(' that ')}"
    f'<a href="https://alder.example/ferry" style="text-decoration:none;">{docs_span("the ferry")}</a>'
    f"{docs_span(' costs 10')}{docs_span('6', more='vertical-align:super;')}"
    f"{docs_span(' or nothing', more='text-decoration:line-through;')}{docs_span('.')}</p><br />"
    '<ul style="margin-top:0;margin-bottom:0;"><li dir="ltr" style="list-style-type:disc;white-space:pre;" '
    f'aria-level="1"><p dir="ltr" role="presentation">{docs_span("It is old.")}</p></li>'
    f'<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation">{docs_span("It is slow.")}</p></li></ul>'
    '</b><br class="Apple-interchange-newline">'
)

# A page as its reader selects it, with what sites put beside an article.
WEB_PAGE = """<h1>The ferry to Port Alder stops</h1>
<p>The <strong>council</strong> said <em>on Monday that
<a href="https://alder.example/ferry">the ferry</a> is</em> old.</p>
<blockquote><p>Nobody asked the islanders.</p></blockquote>
<ul><li>Built in 1961</li><li>Forty cars</li></ul>
<h2>What comes next</h2>
<p>A <span style="font-weight: 700">bridge</span>.</p>
<table><tr><th>Year</th><th>Riders</th></tr><tr><td>1990</td><td>4,000</td></tr></table>"""


def plain(html: str) -> str:
    """Roughly the plain text that comes beside the HTML."""
    lines = re.sub(
        r"</(?:p|h1|h2|li|tr)>", "\n\n", re.sub(r"<!--.*?-->|<style.*?</style>", "", html, flags=re.DOTALL)
    )
    text = re.sub(r"<[^>]*>|&nbsp;", "", lines)
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
