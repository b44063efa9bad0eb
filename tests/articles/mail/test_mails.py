"""E-mails and newsletters (.eml): what a mail program shows is read, and what newsletters add is crossed out."""

from datetime import date
from email.message import EmailMessage

import pytest

from articles.parsing.errors import DAMAGED
from articles.parsing.mail.newsletter import FOOTER_REASON, SIGNATURE_REASON, VIEW_REASON
from articles.readers.eml import (
    ATTACHMENTS,
    EMPTY,
    ENCRYPTED,
    NO_MESSAGE,
    ONLY_ATTACHMENTS,
    MailReader,
)
from articles.sandbox.read import read_file
from articles.text.draft import Draft
from tests.articles.drafts import refusal, shapes
from tests.articles.mail.make_mail import STORY, mail, newsletter


def read(message: EmailMessage | bytes) -> Draft:
    """Return the draft of a message."""
    return MailReader().read(message if isinstance(message, bytes) else message.as_bytes())


def crossed_out(draft: Draft) -> dict[str, object]:
    """Return what is crossed out, with the reason."""
    return {draft.text[c.start : c.end]: c.reason for c in draft.clutter}


class TestNewsletters:
    def test_the_page_is_read_and_what_surrounds_it_crossed_out(self) -> None:
        draft = read(newsletter())
        assert crossed_out(draft) == {
            "View this email in your browser": VIEW_REASON,
            "© 2024 The Oster Gazette. All rights reserved.": FOOTER_REASON,
            "You received this email because you signed up on our page.": FOOTER_REASON,
            "Our mailing address is: Mill Lane 3, Oster": FOOTER_REASON,
            "Unsubscribe": FOOTER_REASON,
        }
        assert "Preview" not in draft.text
        assert ("heading", "1", "The windmill turns again") in shapes(draft)
        assert ("link", "https://oster.example/mill", "the miller") in shapes(draft)

    def test_headers_become_metadata(self) -> None:
        draft = read(newsletter())
        assert (draft.title, draft.byline, draft.published) == (
            "The windmill turns “again”",
            "Öster Gazette",
            date(2024, 5, 3),
        )

    def test_the_byline_in_the_text_counts_more_than_the_sender(self) -> None:
        assert read(mail(STORY.replace("<p>", "<p>By Ann Lee</p><p>", 1))).byline == "Ann Lee"

    def test_articles_about_newsletters_are_left_alone(self) -> None:
        prose = "<p>People who want to unsubscribe find it hard, a study of Oster University says. </p>"
        assert crossed_out(read(mail(STORY + prose + STORY * 12))) == {}
        long = "<p>" + "The council of Oster met, and nobody wanted to unsubscribe. " * 10 + "</p>"
        assert crossed_out(read(mail(STORY + long))) == {}

    def test_tables_of_data_stay_rows(self) -> None:
        table = "<table><tr><td>Oster</td><td>4</td></tr><tr><td>Wester</td><td>5</td></tr></table>"
        assert "Oster\t4\nWester\t5" in read(mail(STORY + table)).text


class TestPlainMessages:
    def test_wrapped_lines_are_joined_where_they_are_marked(self) -> None:
        message = mail(
            plain="The mill \nturns.\n\nIt stood\nstill.\n\n> He said \n> so.\n> Twice.\n\n-- \nAnn\n"
        )
        message.set_param("format", "flowed")
        draft = read(message)
        assert draft.text == "The mill turns.\n\nIt stood\nstill.\n\n> He said so.\n> Twice.\n\n-- \nAnn"
        assert crossed_out(draft) == {"-- \nAnn": SIGNATURE_REASON}
        message.set_param("delsp", "yes")
        assert read(message).text.startswith("The millturns.")

    @pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "windows-1250"])
    @pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
    def test_encodings_are_decoded(self, charset: str, encoding: str) -> None:
        message = EmailMessage()
        message["Subject"], message["From"] = "x", "a@b.example"
        message.set_content("Zażółć gęślą jaźń = 3.\n", charset=charset, cte=encoding)
        assert read(message).text == "Zażółć gęślą jaźń = 3."

    @pytest.mark.parametrize(
        ("raw", "title"),
        [
            (b"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
            (b"=?utf-8?q?W=C3=A4?=\r\n =?utf-8?q?lder?= burn", "Wälder burn"),
            ("Wälder".encode(), "Wälder"),
            (b"=?no-such-charset?q?W=C3=A4lder?=", "Wälder"),
            (b"=?utf-8?b?!?= x", "x"),
            (b"=?utf-8?b?QUJD=QQ?= x", "=?utf-8?b?QUJD=QQ?= x"),
        ],
        ids=["japanese", "folded", "raw", "unknown", "broken", "padding"],
    )
    def test_subjects_are_decoded(self, raw: bytes, title: str) -> None:
        assert read(b"Subject: " + raw + b"\r\nFrom: a@b.example\r\n\r\nThe mill.").title.endswith(title)


class TestParts:
    def test_attachments_are_listed(self) -> None:
        message = mail(plain="The mill turns.")
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename="mühle.pdf")
        message.add_attachment(b"x", maintype="image", subtype="png", filename="mill.png")
        assert read(message).notes == (ATTACHMENTS.format(names="mühle.pdf, mill.png"),)
        assert read(message).text == "The mill turns."

    def test_a_message_with_attachments_only_says_so(self) -> None:
        message = mail(plain=" ")
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename="mill.pdf")
        assert refusal(MailReader(), message.as_bytes()) == ONLY_ATTACHMENTS.format(names="mill.pdf")

    def test_pictures_in_the_text_are_no_attachments(self) -> None:
        message = mail(STORY)
        message.add_related(b"x", maintype="image", subtype="png", cid="<mill>")
        draft = read(message)
        assert draft.notes == ()
        assert draft.text.startswith("The windmill turns again")

    def test_a_forwarded_message_is_shown_with_its_headers(self) -> None:
        message = mail(plain="See below.")
        message.add_attachment(mail(STORY, Subject="Mill"))
        text = read(message).text
        assert text.startswith(
            "See below.\n\nFrom: Öster Gazette <news@oster.example>\nDate: Fri, 03 May 2024"
        )
        assert "Subject: Mill\nTo: readers@oster.example\n\nThe windmill turns again" in text

    def test_parts_in_a_row_are_all_read(self) -> None:
        message = mail(plain="Before the picture.")
        message.make_mixed()
        after = EmailMessage()
        after.set_content("<p>After the picture.</p>", subtype="html")
        message.attach(after)
        assert read(message).text == "Before the picture.\n\nAfter the picture."

    def test_signatures_that_programs_check_are_no_attachments(self) -> None:
        message = mail(plain="The mill turns.")
        message.add_attachment(b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
        assert read(message).notes == ()

    def test_encrypted_messages_are_refused(self) -> None:
        data = mail(plain="x").as_bytes().replace(b"text/plain", b"application/pkcs7-mime")
        assert refusal(MailReader(), data) == ENCRYPTED


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<p>The mill turns.", NO_MESSAGE),
        (b"Note: the mill turns.\n\nIt does.", NO_MESSAGE),
        (b"From: a@b.example\nSubject: x\n\n", EMPTY),
    ],
    ids=["page", "text", "empty"],
)
def test_what_is_no_message_is_told(data: bytes, message: object) -> None:
    assert refusal(MailReader(), data) == message


def nested(levels: int, kind: str) -> bytes:
    """Return a message with parts in parts in parts."""
    head = "".join(f'Content-Type: multipart/{kind}; boundary="b{n}"\n\n--b{n}\n' for n in range(levels))
    return f"From: a@b.example\nSubject: x\n{head}Content-Type: text/plain\n\nDeep.\n".encode()


@pytest.mark.parametrize("kind", ["mixed", "alternative", "related"])
def test_parts_in_parts_do_no_harm(kind: str) -> None:
    assert read(nested(10, kind)).text == "Deep."
    assert "multipart" in str(refusal(MailReader(), nested(60, kind)))


@pytest.mark.parametrize(
    "head",
    ["Subject: " + "=?utf-8?q?" * 50_000, "Date: " + "1 " * 50_000, "From: " + "a@b," * 50_000],
    ids=["subject", "date", "from"],
)
def test_endless_headers_do_no_harm(head: str) -> None:
    assert read(f"From: a@b.example\nTo: b@b.example\n{head}\n\nThe mill.".encode()).text == "The mill."


def test_a_type_with_endless_parameters_is_damage() -> None:
    data = mail(plain="The mill.").as_bytes().replace(b"text/plain", b"text/plain; a=" + b"b;c=" * 5_000)
    assert refusal(MailReader(), data).template == DAMAGED.template


def test_a_mail_of_thousands_of_parts_is_read_in_the_time_that_there_is() -> None:
    part = b"--a\r\nContent-Type: text/plain\r\n\r\nSnow fell.\r\n"
    data = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + part * 6_000 + b"--a--"
    assert read_file("parts.eml", data).text.count("Snow fell.") == 6_000
