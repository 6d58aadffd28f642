"""What browsers are told about the site's pages: the policy in every page, and the headers that a host sends.

Everything that is said about it (templates, the files for hosts, tests) is taken from here.

Sources: Content Security Policy Level 3 (W3C), the specifications of the headers named below, and the tests of
Mozilla's HTTP Observatory (https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring). With these headers
over https it counts, beside 100: +10 for a policy that begins with `default-src 'none'` and allows nothing unsafe,
+5 for `frame-ancestors`, +5 for `no-referrer`, +10 for `Cross-Origin-Resource-Policy`.
"""

from __future__ import annotations

from collections.abc import Mapping

FETCHING: Mapping[str, str] = {"connect-src": "'self'"}
"""What the page for schools needs beyond all others: it packs the files of a choice into one, and fetches them, from
this site only."""

LISTENING: Mapping[str, str] = {"media-src": "'self'"}
"""What a page with a recording needs: it plays a file of this site."""

SITE_DIRECTIVES: Mapping[str, str] = {
    # What is not named is forbidden: other hosts, frames, fonts from afar, plug-ins, workers, manifests.
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # The theme's icons are pictures inside its stylesheet.
    "img-src": "'self' data:",
    **FETCHING,
    **LISTENING,
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""The most that any page of the site may do, as the hosts' headers say: directive → sources. Nothing inline, nothing
from another host. A browser holds a page to the header and to the page's own policy, whichever forbids more."""

PAGE_DIRECTIVES: Mapping[str, str] = {
    name: one for name, one in SITE_DIRECTIVES.items() if name not in {**FETCHING, **LISTENING}
}
"""The policy of a page that needs neither: no script of it may fetch anything, and nothing plays."""

BARE_DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    # An empty icon keeps the browser from asking the host for one.
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""The policy of a page of text alone: no script, no style, nothing that is fetched."""

FILE_SUFFIXES = ("svg", "pdf")
"""Files that a browser opens as documents of their own, and that may hold programs."""

FILE_DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    # Drawings are coloured by style attributes; nothing that these name can be loaded.
    "style-src": "'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
    # No program, no form, no window, and an origin of its own: not that of the site's pages and of the editor.
    "sandbox": "",
}
"""The policy of such a file, opened alone. Chromium shows drawings and sheets as it does without; Safari shows no
PDF that wants to run a program (https://github.com/adobe/aem-core-wcm-components/issues/2839)."""

FRAME_ANCESTORS = "'none'"
"""Who may show the site inside a frame: nobody. Browsers take this from a header only, not from a page."""

DENIED_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""Features of the device that no page asks for (Permissions Policy, W3C)."""


def page_policy(changes: Mapping[str, str] | None = None, *, is_serving: bool = False) -> str:
    """The policy as it stands in a page's `<meta http-equiv="Content-Security-Policy">`.

    `changes`: as for `header_policy`. `is_serving`: for `mkdocs serve`, whose reloading script is written into the
    page.
    """
    directives = {**PAGE_DIRECTIVES, **(changes or {})}
    if is_serving:
        directives["script-src"] += " 'unsafe-inline'"
    return _render(directives)


def allow(policy: str, more: Mapping[str, str]) -> str:
    """A page's policy with what FETCHING or LISTENING adds."""
    directive = _render(more)
    return policy if directive in policy else f"{policy}; {directive}"


def bare_policy() -> str:
    """The policy of a page of text alone, such as a kit's card, as it stands in the page."""
    return _render(BARE_DIRECTIVES)


def header_policy(changes: Mapping[str, str] | None = None) -> str:
    """The policy as a header: the most that any page may do, and who may frame the pages.

    `changes`: directives of a page that needs more than a reader's page, such as an editor; only what is named differs.
    """
    return _render({**SITE_DIRECTIVES, "frame-ancestors": FRAME_ANCESTORS, **(changes or {})})


def file_policy() -> str:
    """The policy, as a header, of a file that is opened alone: a drawing, a PDF."""
    return _render({**FILE_DIRECTIVES, "frame-ancestors": FRAME_ANCESTORS})


def editor_changes(hosts: tuple[str, ...] = ()) -> Mapping[str, str]:
    """What the policy of the web editor's page, and of no other page, allows beyond that of the reader's pages.

    The program makes its styles and pictures at run time, compiles its picture converter and shows the preview in a
    frame. It may talk to its own host and to `hosts`, and to nobody else.
    """
    own = " ".join(("'self'", *hosts))
    return {
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self' 'unsafe-inline' blob:",
        "img-src": f"{own} blob: data:",
        "font-src": "'self' data:",
        "connect-src": f"{own} blob: data:",
        "frame-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "manifest-src": "blob: data:",
        "base-uri": "'self'",
    }


def editor_headers(hosts: tuple[str, ...]) -> Mapping[str, str]:
    """The headers of the web editor's page that differ from those of all others; `hosts` as for `editor_changes`."""
    return {
        "Content-Security-Policy": header_policy(editor_changes(hosts)),
        # Signing in at the Git host happens in a window of its own, which answers this one.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }


def _render(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}".strip() for name, sources in directives.items())


HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": header_policy(),
    # No site that a reader goes on to learns where they come from.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # For browsers that do not know frame-ancestors.
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED_FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Sent with every answer, errors included."""

HTTPS_HEADERS: Mapping[str, str] = {"Strict-Transport-Security": "max-age=63072000"}
"""Sent over https only (RFC 6797): two years, in seconds. Subdomains are left to whoever runs the host."""

DATA_HEADERS: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""For what lies below `data/` (open data and badges): other sites may use it."""

PAGE_CACHING = "no-cache"
"""`Cache-Control` of pages and of everything without a hash in its name: ask each time whether it is still the same.
A contact that was corrected reaches the reader at the next visit."""

ASSET_CACHING = "public, max-age=31536000, immutable"
"""`Cache-Control` of files with a hash of their content in their name (`assets/campaign.1a2b3c4d.css`): a year, in
seconds, the most that RFC 9111 advises."""

HASHED_ASSET = r"/assets/[a-z-]+\.[0-9a-f]{8}\.(css|js)$"
"""The addresses for which ASSET_CACHING holds, as a regular expression for the end of a path."""
