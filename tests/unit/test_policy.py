"""The policy: nothing that is not named, and strict enough for the highest grade of Mozilla's Observatory."""

from __future__ import annotations

from campaign.views.policy import (
    FETCHING,
    HEADERS,
    HTTPS_HEADERS,
    LISTENING,
    SITE_DIRECTIVES,
    allow,
    bare_policy,
    file_policy,
    header_policy,
    page_policy,
)


def test_pages_forbid_everything_and_then_allow_their_own() -> None:
    assert page_policy().startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    for sources in SITE_DIRECTIVES.values():
        assert set(sources.split()) <= {"'none'", "'self'", "data:"}
    assert "data:" not in SITE_DIRECTIVES["script-src"]
    assert {"base-uri", "form-action"} <= set(SITE_DIRECTIVES)


def test_a_page_may_do_no_more_than_it_needs_and_the_header_no_less_than_any_page() -> None:
    header = _read(header_policy())
    for more, directive in ((FETCHING, "connect-src"), (LISTENING, "media-src")):
        wider = allow(page_policy(), more)
        assert directive not in page_policy()
        assert wider == allow(wider, more) == f"{page_policy()}; {directive} 'self'"
        for policy in map(_read, (bare_policy(), page_policy(), wider)):
            assert all(sources <= header[name] for name, sources in policy.items())
    assert set(_read(bare_policy())) == {"default-src", "img-src", "base-uri", "form-action"}


def _read(policy: str) -> dict[str, set[str]]:
    return {name: set(sources) for name, *sources in (one.split() for one in policy.split("; "))}


def test_only_serving_allows_the_reloading_script() -> None:
    assert "unsafe" not in page_policy()
    assert "script-src 'self' 'unsafe-inline'" in page_policy(is_serving=True)


def test_browsers_ignore_frame_ancestors_in_a_page_so_only_the_header_has_it() -> None:
    assert "frame-ancestors" not in page_policy()
    assert header_policy().endswith("frame-ancestors 'none'")
    assert header_policy({"worker-src": "'self'"}).endswith("frame-ancestors 'none'; worker-src 'self'")
    assert "script-src 'self' blob:;" in header_policy({"script-src": "'self' blob:"})


def test_a_file_opened_alone_runs_nothing_loads_nothing_and_is_not_of_the_sites_origin() -> None:
    policy = _read(file_policy())
    assert policy.pop("style-src") == {"'unsafe-inline'"}
    assert policy.pop("sandbox") == set()
    assert set(map(frozenset, policy.values())) == {frozenset({"'none'"})}
    assert {"default-src", "base-uri", "form-action", "frame-ancestors"} == set(policy)


def test_headers_say_what_the_observatory_asks_for() -> None:
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"
    # At least half a year, in seconds.
    assert int(HTTPS_HEADERS["Strict-Transport-Security"].removeprefix("max-age=")) >= 15768000
    # Headers are one line each, in characters that every server takes.
    for value in HEADERS.values():
        assert value.isascii() and "\n" not in value and '"' not in value
