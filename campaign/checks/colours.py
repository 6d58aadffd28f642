"""The campaign's colours can be read, and its sign can stand in a page.

Source: WCAG 2.2, 1.4.3 (text, 4.5:1) and its formula of relative luminance. The edges of boxes help but carry nothing
alone: 2:1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from campaign.files.look import TOKENS
from campaign.files.problems import Problem
from campaign.files.schema import one_of
from campaign.model.settings import Settings
from campaign.views.sign import BAR, read_colours, read_sign

TEXTS = (
    *(("ink", ground) for ground in ("ground", "raised", "now", "calm")),
    *(("quiet", ground) for ground in ("ground", "raised", "calm")),
    *(("link", ground) for ground in ("ground", "raised", "now", "calm")),
    *(("on-door", ground) for ground in ("child", "parent", "teacher", "calm")),
    ("on-help", "help"),
    ("on-brand", "brand"),
)
"""Every pair of text and ground that the look uses."""
EDGES = (("now-line", "now"), ("calm-line", "calm"), ("focus", "ground"), ("help", "ground"))
LEAST = 4.5
"""The contrast of text and ground."""
EVERYWHERE = ("help", "on-help")
"""The colour of emergency is the same in every campaign."""
SIGN_BYTES = 2000
"""The sign stands in every page: of the 16 KB that a page may have."""

_HEX = re.compile(r"#[0-9a-f]{6}")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def check_colours(settings: Settings) -> Iterator[Problem]:
    """The colours that there are not, and every pair that cannot be read."""
    colours = read_colours(settings.look)
    known = [name.removeprefix("c-") for name, value in colours.light.items() if _HEX.fullmatch(value)]
    known = [name for name in known if name not in EVERYWHERE] + [BAR]
    for name, _, _ in settings.look.colours:
        if name in EVERYWHERE:
            fix = "take it out: in every campaign the same red means that help is there"
            yield settings.problem("colours", f"a colour “{name}”", "no other", fix, field=f"colours.{name}")
        elif name not in known:
            expected, fix = one_of(name, known)
            yield settings.problem("colours", f"no colour “{name}”", expected, fix, field=f"colours.{name}")
    for scheme, values in (("light", colours.light), ("dark", colours.dark)):
        yield from _check_contrast(settings, scheme, values)


def _check_contrast(settings: Settings, scheme: str, values: Mapping[str, str]) -> Iterator[Problem]:
    chosen = {name for name, _, _ in settings.look.colours}
    file = settings.look.name(settings.look.find(TOKENS))
    for pairs, least, what in ((TEXTS, LEAST, "text"), (EDGES, 2.0, "an edge")):
        for one, other in pairs:
            first, second = values.get(f"c-{one}", ""), values.get(f"c-{other}", "")
            if not (_HEX.fullmatch(first) and _HEX.fullmatch(second)) or contrast(first, second) >= least:
                continue
            found = f"“{one}” ({first}) on “{other}” ({second}) has a contrast of {contrast(first, second):.1f} to 1"
            expected = f"at least {least} to 1 for {what}, so that everybody can see it (on {scheme} ground)"
            fix = f"make “{other}” darker or lighter, or give “{one}” another colour"
            named = next((name for name in (other, one) if name in chosen), None)
            where = settings.config_file if named else file
            yield Problem("contrast", where, found, expected, fix, field=f"colours.{named}" if named else f"--c-{one}")


def check_sign(settings: Settings) -> Iterator[Problem]:
    """The drawing that the settings name as the campaign's sign can stand in the head of every page."""
    path = settings.look.sign
    if path is None:
        return
    shown = settings.relative(path)
    expected = "a drawing below docs/assets/, such as assets/images/sign.svg"
    if not (path.is_relative_to(settings.docs_dir / "assets") and path.suffix == ".svg" and path.is_file()):
        fix = "put the file there, or correct the name"
        yield settings.problem("sign", f"there is no drawing {shown}", expected, fix, field="sign")
        return
    text, sign = path.read_text("utf-8", errors="replace"), read_sign(settings.look)
    faults = (
        ("viewBox" not in text, "no viewBox", "the attribute viewBox in its first line", "save it as “Optimised SVG”"),
        (re.search(r"\bid\s*=", sign.shapes), "names (id) in it", "flat colours", "draw it without gradients"),
        (len(sign.shapes.encode()) > SIGN_BYTES, f"{len(sign.shapes.encode()):,} bytes of shapes",
         f"at most {SIGN_BYTES:,}, because it stands in every page", "draw it simpler, or save it as “Optimised SVG”"),
    )  # fmt: skip
    for is_fault, found, wanted, fix in faults:
        if is_fault:
            yield Problem("sign", shown, found, wanted, fix)
