"""Pages: what is text, what is furniture, what the head says; every character leads to the source."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.text.html_text import HtmlText, read_html

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Oslo &amp; Riga
  send ships</title>
<meta property="article:published_time" content="2025-09-04T21:00:00+02:00">
<meta property=og:site_name content="The Harbour Post"><link rel="canonical" href="https://harbour.example/a">
<script>var a = "<p>no text</p>";</script><style>p { color: red }</style></head>
<body><nav><a href=/>Home</a> &rsaquo; World</nav>
<header><h1>Oslo  sends <em>ships</em></h1></header>
<article><p class="byline">By Ann Berg</p>
<p>Norway&rsquo;s premier said
   it &ldquo;will&#8221; send 20&nbsp;boats<br>and more.
<p>Riga &amp co. agree, <q>gladly</q>, on a long plan that nobody in either of the two capitals has seen yet.
<figure><img src=x><figcaption>A boat at sea</figcaption></figure>
<ul><li>One frigate<li>Two tugs</ul>
<div hidden>Do as I say</div><p style="display: none">Nor this</p>
<aside>Related matter</aside><table><tr><td>a</td><td>b</td></tr></table>
<div class="newsletter-signup">Get our letter</div></article>
<div><p>Far from the matter</p></div><footer>All rights</footer></body></html>"""


@pytest.fixture(scope="module")
def page() -> HtmlText:
    return read_html(PAGE)


def test_blocks_become_lines(page: HtmlText) -> None:
    assert page.text.split("\n") == [
        "Oslo sends ships",
        "By Ann Berg",
        "Norway’s premier said it “will” send 20\u00a0boats",
        "and more.",
        'Riga & co. agree, "gladly", on a long plan that nobody in either of the two capitals has seen yet.',
        "A boat at sea",
        "One frigate",
        "Two tugs",
        "a b",
        "Get our letter",
        "Far from the matter",
        "",
    ]


def test_furniture_is_kept_and_marked(page: HtmlText) -> None:
    marked = [span.of(page.text) for span in page.boilerplate]
    assert marked == ["By Ann Berg", "A boat at sea", "Get our letter", "Far from the matter"]


def test_the_head_is_read(page: HtmlText) -> None:
    assert page.title == "Oslo & Riga send ships"
    assert page.published == date(2025, 9, 4)
    assert page.url == "https://harbour.example/a"
    assert page.site == "The Harbour Post"
    assert page.language == "en-GB"


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        ("Norway’s premier", "Norway&rsquo;s premier"),
        ("“will”", "&ldquo;will&#8221;"),
        ("said it", "said\n   it"),
        ("sends ships", "sends <em>ships"),
        ("Riga & co.", "Riga &amp co."),
        ("Two tugs", "Two tugs"),
    ],
)
def test_spans_lead_back_to_the_source(page: HtmlText, found: str, printed: str) -> None:
    at = page.text.index(found)
    assert page.layer.to_source(at, at + len(found)).of(PAGE) == printed


def test_hidden_and_dropped_parts_leave_no_word(page: HtmlText) -> None:
    for word in ("Home", "no text", "color", "Do as I say", "Nor this", "Related", "All rights"):
        assert word not in page.text


LINKED = '<script type="application/ld+json">'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2025-03-17">', date(2025, 3, 17)),
        ('<meta itemprop="datePublished" content="20250317">', date(2025, 3, 17)),
        ('<meta name="pubdate" content="Mon, 17 Mar 2025 18:30:00 GMT">', date(2025, 3, 17)),
        (f'{LINKED}{{"@graph":[{{"datePublished":"2025-03-17T01:00Z"}}]}}</script>', date(2025, 3, 17)),
        ('<time datetime="2025-03-17 18:30">Monday</time>', date(2025, 3, 17)),
        ('<meta name="date" content="soon"><time datetime="2025-03-16">x</time>', date(2025, 3, 16)),
        ('<meta name="date" content="2025-02-31">', None),
        ('<script type="application/ld+json">{broken</script>', None),
        ("<p>x</p>", None),
    ],
)
def test_the_day_of_publication(head: str, published: date | None) -> None:
    assert read_html(f"<html><head>{head}</head><body><p>Text</p></body></html>").published == published


def test_the_publisher_of_json_ld_is_the_site() -> None:
    linked = '<script type="application/ld+json">{"publisher": {"name": "Harbour  Post"}}</script>'
    assert read_html(linked + "<p>x").site == "Harbour Post"


def test_deep_json_ld_is_no_trap() -> None:
    linked = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert read_html(linked + "<p>x").text == "x\n"


def posts(*lengths: int) -> str:
    return "".join(f"<article><p>{'word ' * length}</p></article>" for length in lengths)


def test_one_article_among_teasers_is_the_news() -> None:
    page = read_html(f"<main>{posts(100, 40, 40)}</main>")
    assert [len(span.of(page.text).split()) for span in page.boilerplate] == [40, 40]


def test_the_posts_of_a_live_page_are_all_news() -> None:
    page = read_html(f"<main><h1>Live</h1>{posts(60, 50, 70, 40)}</main>")
    assert page.boilerplate == ()


def test_a_page_without_an_article_is_read_whole() -> None:
    page = read_html("<div><p>Short.</p></div><div><p>Also short.</p></div>")
    assert page.text == "Short.\nAlso short.\n"
    assert page.boilerplate == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a</p></p></div>b", "a\nb\n"),
        ("<b><i>x</b>y</i>z", "xyz\n"),
        ("<div>a<p>b<div>c", "a\nb\nc\n"),
        ("plain words", "plain words\n"),
        ("a &lt;b&gt; c", "a <b> c\n"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc\n"),
        ("<p/>a<br/>b", "a\nb\n"),
        ("<nav>menu", ""),
        ("", ""),
    ],
)
def test_broken_markup_reads_on(source: str, expected: str) -> None:
    assert read_html(source).text == expected


PIECES = (
    "<p>|</p>|<div class='share'>|</div>|word |&amp;|&nbsp;|<br>|<q>|</q>|<li>|<nav>|</nav>|<article>|<td>|<"
)
pieces = st.lists(
    st.sampled_from(
        [*PIECES.split("|"), "</article>", "<!--", "-->", "<script>", "</script>", "é ", "\n ", "<h1>"]
    ),
    max_size=50,
).map("".join)


@given(pieces)
def test_every_character_leads_to_a_place_in_the_source(source: str) -> None:
    page = read_html(source)
    last = 0
    for at, letter in enumerate(page.text):
        span = page.layer.to_source(at, at + 1)
        assert 0 <= span.start <= span.end <= len(source)
        assert span.start >= last
        last = span.start
        if letter.isalnum():
            assert span.of(source) == letter
    assert all(0 <= start < end <= len(page.text) for start, end in page.boilerplate)


@pytest.mark.parametrize(
    "piece", ["<div>", "<b><i></u>", "<p>word ", "<q>", "<td>", "<article>", "</x>", "<li>a"]
)
def test_hostile_pages_take_seconds(piece: str) -> None:
    source = piece * (200_000 // len(piece))
    start = time.process_time()
    read_html(source)
    assert time.process_time() - start < 20
