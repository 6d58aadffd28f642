import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.languages.cyrillic import mixed_words, transliterate_html, transliterate_text


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
        ("na WhatsApp-u i Viberu", "на WhatsApp-у и Viberu"),
        ("vidi https://safe.si/pomoc i www.e-tom.si", "види https://safe.si/pomoc и www.e-tom.si"),
        ("piši na tom@zpms.si.", "пиши на tom@zpms.si."),
        ("broj 116 111, II dio, 2026.", "број 116 111, II дио, 2026."),
        ("Take It Down i UNICEF", "Take It Down и UNICEF"),
        ("Spletno oko, TOM telefon, prijavi TOM-u", "Spletno oko, TOM telefon, пријави TOM-у"),
        # Letters that Montenegrin Latin lacks: the word is a foreign one, with its ending.
        (
            "Zovu to sexting, phishing i web. Prati nas na @kampanja_me i #SigurniNaInternetu ili pitaj Xaviera.",
            "Зову то sexting, phishing и web. Прати нас на @kampanja_me и #SigurniNaInternetu или питај Xaviera.",
        ),
        ("Wolfgang i Müller u Méxicu", "Wolfgang и Müller у Méxicu"),
        ("web-kamera, sexting-u", "web-камера, sexting-у"),
        # Names of accounts, tags, files.
        ("@ana.m, (@ana_m) i #djeca!", "@ana.m, (@ana_m) и #djeca!"),
        ("nalog kampanja_me", "налог kampanja_me"),
        ("problem #1", "проблем #1"),
        # Names with endings; names that nobody has listed, by the capital inside.
        ("Facebooka, TikTokom, Instagramu, YouTubea", "Facebooka, TikTokom, Instagramu, YouTubea"),
        ("na OnlyFansu i BeRealu, a ne u BiH", "на OnlyFansu и BeRealu, а не у БиХ"),
        ("Signal je program, signala nema", "Signal је програм, сигнала нема"),
        ("Wi‑Fi, Wi-Fi i axe‑core", "Wi‑Fi, Wi-Fi и axe‑core"),
        ("na Take\u00a0It\u00a0Down", "на Take\u00a0It\u00a0Down"),
        # Roman numerals, and words in capitals that look like them.
        ("VID, DIM I MIR: MI I VI, DA LI, CIVIL", "ВИД, ДИМ И МИР: МИ И ВИ, ДА ЛИ, ЦИВИЛ"),
        ("VI razred, u VI odjeljenju", "VI разред, у VI одјељењу"),
        ("I, II i III razred, I–IV i VI/VII", "I, II и III разред, I–IV и VI/VII"),
        ("V razred i V. Popović", "V разред и В. Поповић"),
        ("XX vijek, IV dio", "XX вијек, IV дио"),
        # Initials, capitals, ligatures, marks beside their letters.
        ("LJ. Popović, NJ. i DŽ.", "Љ. Поповић, Њ. и Џ."),
        ("NjEGOŠ i Ljubav", "ЊЕГОШ и Љубав"),
        ("\u01c6ep, \u01c9ubav, \u01ccega, \ufb01lm", "џеп, љубав, њега, филм"),
        ("druz\u030ce, s\u030ckola, s\u0301utra", "друже, школа, с́утра"),
        # Seams.
        ("anjon, injunkcija, panjugoslovenski", "анјон, инјункција, панјугословенски"),
        ("predživot, odžeti, odžak, budžet", "предживот, оджети, оџак, буџет"),
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


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("Facebookом", ["Facebookом"]),
        ("Stаy calm", ["Stаy"]),
        ("с\u0301utра", ["с\u0301utра"]),
        ("λatin", ["λatin"]),
        ("TikTok-ом, WhatsApp-у", []),
        ("с\u0301утра, šutra", []),
        ("(ћирилица)Latin? ћирилица/Latin", []),
    ],
)
def test_words_of_two_alphabets_are_found(text: str, mixed: list[str]) -> None:
    assert mixed_words(text) == mixed


@example("B\u0301C")
@given(st.text(alphabet="abcčćdđefghijklmnoprsšśtuvzžźqwxyéABCDIJLNVXŽ .-@#_\n\u0301\u030c", max_size=60))
def test_no_text_becomes_a_mix_of_alphabets(text: str) -> None:
    assert mixed_words(transliterate_text(text)) == []


def test_the_source_language_is_the_one_that_the_settings_name() -> None:
    html = '<p lang="bs">Đaci</p><p lang="cnr">Đaci</p><p lang="bs-Latn">Đaci</p>'
    assert transliterate_html(html, "bs") == '<p lang="bs">Ђаци</p><p lang="cnr">Đaci</p><p lang="bs-Latn">Ђаци</p>'
