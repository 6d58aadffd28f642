"""Tables in a box that scrolls; a numbered one can be read row by row on a phone."""

from __future__ import annotations

from campaign.pages.html import wrap_tables

HEAD = "<thead>\n<tr>\n<th>No.</th>\n<th>Question</th>\n<th>Yes</th>\n<th>No, <em>or</em> not</th>\n</tr>\n</thead>\n"


def table(first: str, second: str) -> str:
    rows = "".join(
        f"<tr>\n<td>{one}</td>\n<td>Online?</td>\n<td>Go.</td>\n<td></td>\n</tr>\n" for one in (first, second)
    )
    return f"<table>\n{HEAD}<tbody>\n{rows}</tbody>\n</table>"


def test_the_cells_of_a_numbered_row_know_their_head() -> None:
    html = wrap_tables(table("1", "2"), "Table")
    assert html.startswith('<div class="c-table c-table--steps" role="group" tabindex="0" aria-label="Table"><table>')
    assert html.count('<td data-head="Yes">Go.</td>') == 2
    assert html.count('<td data-head="No, or not"></td>') == 2
    assert html.count("<td>") == 4


def test_any_other_table_is_left_as_it_is() -> None:
    for rows in (("1", "3"), ("one", "two")):
        assert (
            wrap_tables(table(*rows), "T")
            == f'<div class="c-table" role="group" tabindex="0" aria-label="T">{table(*rows)}</div>'
        )
