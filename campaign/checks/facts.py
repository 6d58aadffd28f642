"""The facts' rules: evidence, dates, ids; each contact, figure and outward link."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from campaign.checks.pictures import check_pictures
from campaign.checks.words import check_word_locks
from campaign.facts.helplines import PSEUDO_COUNTRIES, Helpline
from campaign.facts.outward_links import LIMIT, OutwardLink
from campaign.facts.statistics import Statistic
from campaign.files.documents import Path_, YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign


def check_helplines(
    helplines: Sequence[Helpline],
    today: datetime.date,
    file: str,
    *,
    is_release: bool = False,
    lines: Mapping[Path_, int] | None = None,
) -> list[Problem]:
    """Duplicate ids, dates in the future, numbers that cannot be or that their source does not say, overdue checks."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, one in enumerate(helplines):
        line = (lines or {}).get((index, "id"))
        if one.id in seen:
            problems.append(
                Problem(
                    rule="duplicate-id",
                    file=file,
                    line=line,
                    field="id",
                    found=f"“{one.id}” is there twice",
                    expected="each id once",
                    fix="remove or rename one of the two",
                )
            )
        seen.add(one.id)
        for problem in _check_one(one, today, file, is_release):
            field_line = (lines or {}).get((index, problem.field or "id"), line)
            problems.append(Problem(**{**problem.as_dict(), "line": field_line}))  # the check knows no lines
    return problems


def _check_one(one: Helpline, today: datetime.date, file: str, is_release: bool) -> Iterator[Problem]:
    if "en" not in one.name:
        yield Problem(
            rule="helpline-name",
            file=file,
            field="name",
            found=f"{one.id} has no English name",
            expected="a name `en`",
            fix="add it",
        )
    if one.checked_on > today:
        yield Problem(
            rule="future-date",
            file=file,
            field="checked_on",
            found=f"{one.id}: {one.checked_on} is in the future",
            expected=f"today ({today}) or earlier",
            fix="write the day of the check",
        )
    elif one.is_publishable and one.due_on() < today:
        yield Problem(
            rule="overdue",
            file=file,
            field="checked_on",
            severity="error" if is_release else "warning",
            found=f"{one.id} was last checked on {one.checked_on}",
            expected=f"a check that is not older than {(one.due_on() - one.checked_on).days} days",
            fix=f"check it against its source, then: campaign helplines checked {one.id} --how called",
        )
    if one.phone is None:
        return
    if re.sub(r"\D", "", one.display or "") != one.phone:
        yield Problem(
            rule="phone",
            file=file,
            field="display",
            found=f"{one.id}: {one.display!r} against {one.phone}",
            expected="the same digits in `phone` and `display`",
            fix="read the source again, digit by digit",
        )
    evidence = [re.sub(r"\D", "", source.quote) for source in (one.source, *one.also_seen)]
    in_evidence = any(one.phone in digits for digits in evidence)
    if not in_evidence:
        yield Problem(
            rule="phone-evidence",
            file=file,
            field="phone",
            found=f"{one.id}: {one.phone}",
            expected="a number that stands in the quote of its source",
            fix="quote the source's words that name the number, or correct the number",
        )
    if not in_evidence and not _is_possible(one.phone, one.country):
        yield Problem(
            rule="phone",
            file=file,
            field="phone",
            found=f"{one.id}: {one.phone} is no number in {one.country}",
            expected="a number that can be dialled there",
            fix="read the source again, digit by digit",
        )


def _is_possible(phone: str, country: str) -> bool:
    """Whether libphonenumber's metadata knows such a number there, short codes included."""
    if country in PSEUDO_COUNTRIES:
        return True
    # Imported when needed: it takes longer than all other checks of the contacts.
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number) or phonenumbers.is_possible_short_number_for_region(number, country)


def check_statistics(
    statistics: Sequence[Statistic], today: datetime.date, file: str, *, lines: Mapping[Path_, int] | None = None
) -> list[Problem]:
    """Duplicate ids, dates in the future, texts without English, figures that their source's words do not say."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, one in enumerate(statistics):
        line = (lines or {}).get((index, "id"))
        if one.id in seen:
            problems.append(
                Problem(
                    rule="duplicate-id",
                    file=file,
                    line=line,
                    field="id",
                    found=f"“{one.id}” is there twice",
                    expected="each id once",
                    fix="remove or rename one of the two",
                )
            )
        seen.add(one.id)
        if one.checked_on > today:
            problems.append(
                Problem(
                    rule="future-date",
                    file=file,
                    line=line,
                    field="checked_on",
                    found=f"{one.id}: {one.checked_on} is in the future",
                    expected=f"today ({today}) or earlier",
                    fix="write the day of the check",
                )
            )
        for key, figure in one.figures.items():
            if len(one.figures) > 1 and "en" not in figure.label:
                problems.append(
                    Problem(
                        rule="statistic-text",
                        file=file,
                        line=line,
                        field=f"figures.{key}.label",
                        found=f"{one.id}: nothing says what “{key}” counts",
                        expected="`label: {en: …}`, because the statistic has several figures and charts name them",
                        fix="add it",
                    )
                )
        for field in ("statement", "population"):
            if "en" not in getattr(one, field):
                problems.append(
                    Problem(
                        rule="statistic-text",
                        file=file,
                        line=line,
                        field=field,
                        found=f"{one.id}: no English {field}",
                        expected=f"`{field}: {{en: …}}`",
                        fix="add it",
                    )
                )
    return problems


def check_outward_links(
    links: Sequence[OutwardLink],
    today: datetime.date,
    file: str,
    *,
    is_release: bool = False,
    lines: Mapping[Path_, int] | None = None,
) -> Iterator[Problem]:
    """Duplicate ids, dates in the future, addresses that nobody has looked at for too long."""
    seen = set()
    for index, one in enumerate(links):
        line = (lines or {}).get((index, "id"))
        if one.id in seen:
            yield Problem(
                rule="duplicate-id",
                file=file,
                line=line,
                field="id",
                found=f"“{one.id}” is there twice",
                expected="each id once",
                fix="remove or rename one of the two",
            )
        seen.add(one.id)
        if one.checked_on > today:
            yield Problem(
                rule="future-date",
                file=file,
                line=line,
                field="checked_on",
                found=f"{one.id}: {one.checked_on} is in the future",
                expected=f"today ({today}) or earlier",
                fix="write the day of the check",
            )
        elif one.checked_on + LIMIT < today:
            yield Problem(
                rule="overdue",
                file=file,
                line=line,
                field="checked_on",
                severity="error" if is_release else "warning",
                found=f"{one.id} was last checked on {one.checked_on}",
                expected=f"a check that is not older than {LIMIT.days} days",
                fix="open the address, then write today's date and `checked_how: opened`",
            )


def check_facts(
    campaign: Campaign, documents: Mapping[str, YamlDocument], *, is_release: bool = False
) -> Iterator[Problem]:
    """The checks that need the data files, the settings and the day, and no page."""
    helpline_document = documents.get("helplines.yml", YamlDocument([]))
    links_document = documents.get("links.yml", YamlDocument([]))
    statistics_document = documents.get("statistics.yml", YamlDocument([]))
    yield from check_pictures(campaign)
    yield from check_word_locks(campaign, is_release=is_release)
    yield from check_helplines(
        list(campaign.helplines.values()),
        campaign.today,
        "docs/_data/helplines.yml",
        is_release=is_release,
        lines=helpline_document.lines,
    )
    yield from check_outward_links(
        list(campaign.links.values()),
        campaign.today,
        "docs/_data/links.yml",
        is_release=is_release,
        lines=links_document.lines,
    )
    yield from check_statistics(
        list(campaign.statistics.values()),
        campaign.today,
        "docs/_data/statistics.yml",
        lines=statistics_document.lines,
    )
