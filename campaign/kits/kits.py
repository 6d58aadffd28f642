"""Every file of every kit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from campaign.files.problems import Problem, ProblemsFound
from campaign.kits.archive import render_zip
from campaign.kits.files import (
    ALL,
    ANSWERS,
    CARD,
    INDEX,
    POSTER_A3,
    QR_PNG,
    QR_SVG,
    RECORDING,
    TEXTS,
    Book,
    Kit,
    KitFile,
    all_books,
    all_kits,
)
from campaign.kits.pages import (
    CARD_TEMPLATES,
    KIT_TEMPLATES,
    around_kit,
    render_card_page,
    render_kit_page,
    said_to_others,
)
from campaign.kits.press import SHEETS, Press
from campaign.kits.qr import render_qr_png, render_qr_svg
from campaign.kits.questionnaire import render_answers
from campaign.kits.texts import render_texts
from campaign.model.made_pages import help_sheets
from campaign.model.sheets import picture_name
from campaign.views.artefact import Artefact, artefact_key
from campaign.views.views import Views


def render_kits(
    views: Views, css: Sequence[str], js: str, kits: Iterable[Kit] | None = None, books: Iterable[Book] | None = None
) -> Iterator[Artefact]:
    """The files of these kits and these handbooks, of all where none are named; `css` and `js` are addresses below the
    site's root."""
    press = Press(views)
    for kit in all_kits(views.campaign) if kits is None else kits:
        inputs = press.inputs(kit)
        files = [file for file in kit.files if file != ALL]
        made = [_artefact(press, kit, file, inputs, css, js) for file in files]
        for file, one in zip(files, made, strict=True):
            # A recording lies in the site already.
            if file != RECORDING:
                yield one
            # Right after the sheet itself, which need not be set again for it.
            if file in SHEETS and file != POSTER_A3:
                yield _picture(press, kit, file, inputs)
        packed = [one for one in made if one.path != kit.folder + INDEX.name]
        yield Artefact(
            kit.folder + ALL.name,
            make=partial(_pack, kit, packed),
            key=artefact_key(kit.page.meta.reviewed_on, *(one.key for one in packed)),
            exact=partial(_exact_key, kit, packed),
        )
    yield from map(press.handbook, all_books(views.campaign) if books is None else books)
    for language, page in help_sheets(views.campaign):
        yield press.help_sheet(page, language)


def check_sheets(views: Views) -> Iterator[Problem]:
    """Set every sheet as for a build, and say which pages cannot be printed: too long, a missing character."""
    for artefact in render_kits(views, "", ""):
        if artefact.path.endswith(".pdf"):
            try:
                artefact.render()
            except ProblemsFound as found:
                yield from found.problems


def _artefact(press: Press, kit: Kit, file: KitFile, inputs: tuple[str, ...], css: Sequence[str], js: str) -> Artefact:
    make, depends_on = _maker(press, kit, file, inputs, css, js)
    # Kept: the archive takes the same bytes.
    exact = cache(partial(press.exact_key, kit, file)) if file in SHEETS else None
    return Artefact(kit.folder + file.name, make=cache(make), key=artefact_key(file.name, *depends_on), exact=exact)


def _picture(press: Press, kit: Kit, file: KitFile, inputs: tuple[str, ...]) -> Artefact:
    """A small picture of a sheet, for where it is offered."""
    name = picture_name(file.name)
    return Artefact(
        kit.folder + name,
        make=partial(press.picture, kit, file),
        key=artefact_key(name, *inputs),
        exact=partial(press.exact_key, kit, file),
    )


def _maker(
    press: Press, kit: Kit, file: KitFile, inputs: tuple[str, ...], css: Sequence[str], js: str
) -> tuple[Callable[[], bytes], tuple[object, ...]]:
    """How to make a file, and what its bytes depend on."""
    views = press.views
    if file in SHEETS:
        return lambda: press.render(kit, file), inputs
    if file == QR_SVG:
        return lambda: render_qr_svg(kit.address).encode(), (kit.address,)
    if file == QR_PNG:
        return lambda: render_qr_png(kit.address), (kit.address,)
    if file == ANSWERS:
        return lambda: render_answers(views, kit).encode("utf-8-sig"), inputs
    if file == RECORDING:
        assert kit.recording is not None
        recorded = views.campaign.settings.docs_dir / kit.recording.path
        return recorded.read_bytes, (kit.recording.sound.sum,)
    # The letter to paste says what the printed one does.
    texts = (kit.address, *inputs)
    if file in (INDEX, CARD):
        templates = KIT_TEMPLATES if file == INDEX else CARD_TEMPLATES
        look = (*css, js, views.campaign.settings.is_preview, *map(press.template, templates))
        if file == CARD:
            return lambda: render_card_page(views, kit).encode(), (*texts, *look)
        said = said_to_others(views, kit)
        depends_on = (*texts, *look, around_kit(views, kit, said))
        return lambda: render_kit_page(views, kit, said, css, js).encode(), depends_on
    assert file == TEXTS
    # With a byte order mark: a host that names no encoding would have Cyrillic and Arabic shown as garbage.
    return lambda: render_texts(views, kit).encode("utf-8-sig"), texts


def _exact_key(kit: Kit, files: Sequence[Artefact]) -> str:
    """Stands for what is in the archive: a sheet by what goes into it, everything else by its bytes."""
    return artefact_key(kit.page.meta.reviewed_on, *(one.exact() if one.exact else one.render() for one in files))


def _pack(kit: Kit, files: Sequence[Artefact]) -> bytes:
    folder = f"{kit.page.meta.id}-{kit.language.code}/"
    named = ((folder + one.path.removeprefix(kit.folder), one.render()) for one in files)
    return render_zip(named, kit.page.meta.reviewed_on)
