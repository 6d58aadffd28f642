from campaign.pages.html import (
    move_alignment_to_classes,
    reading_minutes,
    split_sections,
    title_admonitions,
    wrap_parts,
    wrap_tables,
)
from campaign.pages.references import find_references, hide_references, show_references
from campaign.pages.sanitise import sanitise_html


def test_sections_are_cut_at_headings() -> None:
    html = '<p>Lead.</p><h2 id="a">First</h2><p>One.</p><p>Two.</p><h3 id="b">Second</h3><ul><li>x</li><li>y</li></ul>'
    sections = split_sections(html)
    assert [(s.anchor, s.heading, s.text) for s in sections] == [
        ("", "", "Lead."),
        ("a", "First", "One. Two."),
        ("b", "Second", "x y"),
    ]


def test_figures_in_two_cells_are_not_one_number() -> None:
    (section,) = split_sections("<table><tr><td><strong>1.300.000.000</strong></td>\n<td>2020</td></tr></table>")
    assert section.text == "1.300.000.000; 2020;"


def test_reading_time_is_at_least_a_minute() -> None:
    assert reading_minutes("<p>One.</p>") == 1
    assert reading_minutes(f"<p>{'word ' * 401}</p>") == 3


def test_parts_carry_their_id() -> None:
    html = wrap_parts('<p>Lead.</p><h2 id="do-now">Now</h2><p>x</p><h2 id="help">Help</h2>')
    assert html.startswith('<p>Lead.</p><section class="part part--do-now" aria-labelledby="do-now">')
    assert html.count("<section") == html.count("</section>") == 2


def test_alignment_becomes_a_class_and_tables_can_scroll() -> None:
    html = wrap_tables(move_alignment_to_classes('<table><td style="text-align: right;">1</td></table>'), "Table")
    assert "style" not in html
    assert 'class="align-right"' in html
    assert 'role="group" tabindex="0" aria-label="Table"' in html


def test_sanitising_keeps_markdown_and_drops_the_rest() -> None:
    html = sanitise_html(
        '<p class="x admonition" onclick="a()">a<script>b</script><iframe src="c"></iframe>'
        '<a href="javascript:d">e</a><img src="x" onerror="f" alt="g"><!-- h --></p>'
    )
    for bad in ("script", "onclick", "onerror", "iframe", "javascript", "<!--", '"x admonition"'):
        assert bad not in html
    assert 'class="admonition"' in html
    assert 'alt="g"' in html


def test_a_class_that_is_not_allowed_leaves_no_trace() -> None:
    html = '<p class="admonition x">a</p><p class="x">b</p><p>of <code>class=""</code></p>'
    assert sanitise_html(html) == '<p class="admonition">a</p><p>b</p><p>of <code>class=""</code></p>'


def test_references_are_found_with_their_lines() -> None:
    found = find_references("One {{ helpline: a }}.\n\n{{ helplines: all }}\n", first_line=10)
    assert [(r.kind, r.target, r.line, r.is_block) for r in found] == [
        ("helpline", "a", 10, False),
        ("helplines", "all", 12, True),
    ]


def test_a_block_reference_replaces_its_paragraph() -> None:
    hidden, references = hide_references("Text {{ quote: x }}.\n\n{{ helplines: all }}")
    html = "".join(f"<p>{line}</p>" for line in hidden.split("\n\n"))
    assert "{{" not in html
    shown = show_references(html, references, lambda r: f"<b>{r.target}</b>")
    assert shown == "<p>Text <b>x</b>.</p><b>all</b>"


def test_boxes_without_a_title_get_one_in_their_language() -> None:
    titles = dict.fromkeys(("note", "tip", "warning", "question", "info"), "Nasvet")
    assert title_admonitions("!!! tip\n    x\n??? note\n    y", titles).count('"Nasvet"') == 2
    assert title_admonitions('!!! tip "Own"', titles) == '!!! tip "Own"'
