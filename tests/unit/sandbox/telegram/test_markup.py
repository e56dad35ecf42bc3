"""Markup is read as Telegram reads it; offsets count UTF-16 units, errors count bytes."""

import pytest

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.errors import BotApiError
from sheetanchor.sandbox.telegram.rendering import html_of
from sheetanchor.sandbox.telegram.text.code import code_apart
from sheetanchor.sandbox.telegram.text.formatted import FormattedText, in_order, trimmed
from sheetanchor.sandbox.telegram.text.html import parse_html
from sheetanchor.sandbox.telegram.text.links import with_detected
from sheetanchor.sandbox.telegram.text.markdown import parse_markdown

_MONEY = "\N{MONEY BAG}"
_EURO = "\N{EURO SIGN}"


def _spans(formatted: FormattedText) -> list[tuple[str, int, int]]:
    return [(one["type"], one["offset"], one["length"]) for one in formatted.entities]


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        (f"{_MONEY} <b>15</b>", f"{_MONEY} 15", [("bold", 3, 2)]),
        ("<strong>a <em>b</em></strong>", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
        ("<ins>a</ins><del>b</del>", "ab", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<b>x</>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("&lt;b&gt; &amp; &quot;&#65;&#x42; &nbsp; &lt", '<b> & "AB &nbsp; <', []),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<a href='pay.example'>x</a>", "x", [("text_link", 0, 1)]),
        ("<a href='nowhere'>x</a>", "x", []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, spans: list[tuple[str, int, int]]) -> None:
    formatted = parse_html(source)
    assert (formatted.text, _spans(formatted)) == (text, spans)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>pay", 'Can\'t find end tag corresponding to start tag "b"'),
        (f"{_EURO}<b>pay</i>", 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        (f"{_EURO}</b>", "Unexpected end tag at byte offset 3"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b ", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=http://x>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_html_that_is_none_is_refused_with_the_place(source: str, reason: str) -> None:
    with pytest.raises(BotApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        (f"{_MONEY} *15*\\.00", f"{_MONEY} 15.00", [("bold", 3, 2)]),
        ("*a _b_ c*", "a b c", [("bold", 0, 5), ("italic", 2, 1)]),
        ("_a __b___", "a b", [("italic", 0, 3), ("underline", 2, 1)]),
        ("~a~ ||b||", "a b", [("strikethrough", 0, 1), ("spoiler", 2, 1)]),
        ("`a*b` ```py\nx\n```", "a*b x\n", [("code", 0, 3), ("pre", 4, 2)]),
        ("[pay](pay.example/a\\)b)", "pay", [("text_link", 0, 3)]),
        ("x\n>a\n>b\ny", "x\na\nb\ny", [("blockquote", 2, 4)]),
        (">a\n>b||", "a\nb", [("expandable_blockquote", 0, 3)]),
        ("____", "", []),
    ],
)
def test_markdown_becomes_text_and_entities(
    source: str, text: str, spans: list[tuple[str, int, int]]
) -> None:
    formatted = parse_markdown(source)
    assert (formatted.text, _spans(formatted)) == (text, spans)


@pytest.mark.parametrize("character", "]()>#+-=|{}.!")
def test_markdown_has_reserved_characters(character: str) -> None:
    with pytest.raises(BotApiError) as refused:
        parse_markdown(f"x{character}")
    expected = f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
    assert refused.value.description == f"Bad Request: can't parse entities: {expected}"
    assert parse_markdown(f"x\\{character}").text == f"x{character}"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (f"{_EURO}*pay", "Can't find end of Bold entity at byte offset 3"),
        ("_a __b_", "Can't find end of Italic entity at byte offset 6"),
        ("```x", "Can't find end of Pre entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_markdown_without_an_end_is_refused_with_the_place(source: str, reason: str) -> None:
    with pytest.raises(BotApiError) as refused:
        parse_markdown(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_nothing_formats_code_but_a_quotation() -> None:
    formatted = parse_html("<blockquote><b>a <code><i>x</i></code> c</b></blockquote>")
    assert _spans(code_apart(formatted)) == [
        ("blockquote", 0, 5),
        ("bold", 0, 2),
        ("code", 2, 1),
        ("bold", 3, 2),
    ]
    linked = parse_html("<a href='pay.example'><pre><code class='language-py'>x</code></pre></a>")
    assert code_apart(linked).entities == ({"type": "pre", "offset": 0, "length": 1, "language": "py"},)


def test_white_space_at_both_ends_is_lost_and_entities_follow() -> None:
    formatted = trimmed(parse_html(" \n<b> pay </b> <i> </i>"))
    assert (formatted.text, _spans(formatted)) == ("pay", [("bold", 0, 3)])


def test_commands_addresses_and_tags_are_found_outside_code() -> None:
    text = "/start@pay_bot a/b boss@pay.example https://pay.example/x #may @clara"
    assert [kind for kind, _, _ in _spans(with_detected(FormattedText(text)))] == [
        "bot_command",
        "email",
        "url",
        "hashtag",
        "mention",
    ]
    code: JsonObject = {"type": "code", "offset": 0, "length": 6}
    assert with_detected(FormattedText("/start", (code,))).entities == (code,)


@pytest.mark.parametrize(
    "source",
    [
        "plain &lt;b&gt; &amp;",
        f"{_MONEY}<b>a<i>b</i></b>c",
        '<a href="http://pay.example/?a=1&amp;b=2">x</a>',
        "<blockquote expandable><tg-spoiler>x</tg-spoiler></blockquote>",
        "<pre>x</pre><code>y</code>",
    ],
)
def test_what_is_shown_is_html_that_telegram_reads_the_same(source: str) -> None:
    formatted = parse_html(source)
    shown = html_of(formatted.text, list(formatted.entities))
    assert parse_html(shown) == formatted


def test_entities_that_cross_are_shown_nested() -> None:
    crossing: list[JsonObject] = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 1, "length": 2},
    ]
    assert html_of("abc", in_order(crossing)) == "<b>a<i>b</i></b><i>c</i>"
