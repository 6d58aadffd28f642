"""Every file of every kit."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.kits.archive import render_zip
from campaign.kits.card import render_card_page
from campaign.kits.files import ALL, CARD, QR_PNG, QR_SVG, TEXTS, Kit, KitFile, all_kits
from campaign.kits.qr import render_qr_png, render_qr_svg
from campaign.kits.texts import render_texts
from campaign.views import Views


def render_kits(views: Views, css: str, js: str) -> Iterator[tuple[str, bytes]]:
    """(path below the site's root, bytes) of all of them; `css` and `js` are addresses below the site's root."""
    for kit in all_kits(views.campaign):
        packed = []
        for file in kit.files:
            if file == ALL:
                continue
            content = _render(views, kit, file, css, js)
            yield kit.folder + file.name, content
            if file != CARD:
                packed.append((f"{kit.page.meta.id}-{kit.language.code}/{file.name}", content))
        yield kit.folder + ALL.name, render_zip(packed, kit.page.meta.reviewed_on)


def _render(views: Views, kit: Kit, file: KitFile, css: str, js: str) -> bytes:
    if file == QR_SVG:
        return render_qr_svg(kit.address).encode()
    if file == QR_PNG:
        return render_qr_png(kit.address)
    if file == CARD:
        return render_card_page(views, kit, css, js).encode()
    assert file == TEXTS
    # With a byte order mark: a host that names no encoding would have Cyrillic and Arabic shown as garbage.
    return render_texts(views, kit).encode("utf-8-sig")
