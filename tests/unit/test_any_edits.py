"""Any edits in any order: a build that takes over, in several processes, gives the same bytes as a clean one in one."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import campaign.engine.processes as parallel
from campaign.engine.kept.cache import Cache
from campaign.engine.order import Run
from campaign.engine.run import run_build
from campaign.files.days import parse_today
from campaign.files.problems import ProblemsFound
from campaign.plugin.project import read_project
from tests.site_maker import PROJECT, make_site, page_text

NAMES = st.sampled_from(["one", "two", "three"])
LANGUAGES = st.sampled_from(["en", "sl"])
SENTENCES = st.sampled_from(
    ["Stay calm.", "Call somebody.", "See [how](report.md#how).", "{{ helpline: si-child }} helps.",
     "{{ statistic: survey.all }} say so.", "!!! note\n    A box.", "| a | b |\n| - | - |\n| 1 | 2 |",
     "![A square](../assets/a.svg)", "{{ helplines: children }}"]
)  # fmt: skip
WORDS = st.sampled_from(["Games", "Photos", "Ljubezen & mir", "Njegoš “piše”"])
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="{}"/></svg>'


class AnyEdits(RuleBasedStateMachine):
    """Each rule changes a tiny campaign as its authors might; after it both ways to build give the same."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="any-edits-"))
        shutil.copytree(PROJECT / "campaign/look", self.folder / "look")
        # No guide, so that no sheets are printed: a build stays short.
        guide = page_text("Guide", "guide", "Text.", "page")
        self.config_file = make_site(self.folder, {"docs/assets/a.svg": SQUARE.format(1), "docs/en/guide.md": guide})
        text = self.config_file.read_text("utf-8").replace(str(PROJECT / "campaign/look"), str(self.folder / "look"))
        text = text.replace("nav: [index.md, report.md, guide.md]", "nav: [index.md, report.md, guide.md]\n")
        self.config_file.write_text(text, "utf-8")
        self.pages: set[str] = set()
        self.today = "2026-11-23"

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def _write_navigation(self) -> None:
        lines = self.config_file.read_text("utf-8").splitlines()
        names = ", ".join(["index.md", "report.md", "guide.md", *(f"{one}.md" for one in sorted(self.pages))])
        lines = [f"nav: [{names}]" if line.startswith("nav:") else line for line in lines]
        self.config_file.write_text("\n".join(lines) + "\n", "utf-8")

    @rule(name=NAMES, title=WORDS, sentence=SENTENCES)
    def write_page(self, name: str, title: str, sentence: str) -> None:
        body = f"## How {{#how}}\n\n{sentence}"
        text = page_text(f"{title} {name}", name, body)
        (self.folder / f"docs/en/{name}.md").write_text(text, "utf-8")
        self.pages.add(name)
        self._write_navigation()

    @rule(name=NAMES, title=WORDS, sentence=SENTENCES)
    def translate_page(self, name: str, title: str, sentence: str) -> None:
        if name in self.pages:
            body = f"## Kako {{#how}}\n\n{sentence}"
            text = page_text(f"{title} {name}", name, body, translated_by="machine")
            (self.folder / f"docs/sl/{name}.md").write_text(text, "utf-8")

    @rule(name=NAMES, language=LANGUAGES)
    def remove_page(self, name: str, language: str) -> None:
        for folder in ("en", "sl") if language == "en" else ("sl",):
            (self.folder / f"docs/{folder}/{name}.md").unlink(missing_ok=True)
        if language == "en" and name in self.pages:
            self.pages.discard(name)
            self._write_navigation()

    @precondition(lambda self: self.pages)
    @rule(name=NAMES)
    def rename_page(self, name: str) -> None:
        old = sorted(self.pages)[0]
        if name not in self.pages:
            for folder in ("en", "sl"):
                path = self.folder / f"docs/{folder}/{old}.md"
                if path.exists():
                    path.rename(path.with_name(f"{name}.md"))
            self.pages = (self.pages - {old}) | {name}
            self._write_navigation()

    @rule(sentence=SENTENCES)
    def rewrite_report(self, sentence: str) -> None:
        path = self.folder / "docs/en/report.md"
        path.write_text(path.read_text("utf-8").split("## How")[0] + f"## How {{#how}}\n\n{sentence}\n", "utf-8")

    @rule(title=WORDS)
    def retitle_guide(self, title: str) -> None:
        (self.folder / "docs/en/guide.md").write_text(
            page_text(title, "guide", "## Do this {#do-now}\n\n1. Stay calm.", "page"), "utf-8"
        )

    @rule(day=st.sampled_from(["2026-11-20", "2026-11-24"]))
    def write_update(self, day: str) -> None:
        path = self.folder / f"docs/en/updates/{day}-news.md"
        path.parent.mkdir(exist_ok=True)
        text = page_text(f"News of {day}", f"update-{day}", "Text.", "update", published_on=day)
        path.write_text(text, "utf-8")

    @rule(display=st.sampled_from(["116 111", "11 61 11"]))
    def change_helpline(self, display: str) -> None:
        path = self.folder / "docs/_data/helplines.yml"
        lines = path.read_text("utf-8").splitlines()
        lines = [f"  display: {display}" if line.strip().startswith("display:") else line for line in lines]
        path.write_text("\n".join(lines) + "\n", "utf-8")

    @rule(word=st.sampled_from(["Menu", "All of it"]))
    def change_word(self, word: str) -> None:
        path = self.folder / "docs/_data/ui/en.yml"
        lines = path.read_text("utf-8").splitlines()
        lines = [f'  menu: "{word}"' if line.startswith("  menu:") else line for line in lines]
        path.write_text("\n".join(lines) + "\n", "utf-8")

    @rule(name=st.sampled_from(["one", "two"]))
    def change_template(self, name: str) -> None:
        path = self.folder / "look/components/footer/footer.html"
        text = path.read_text("utf-8").split("{# ")[0]
        path.write_text(f"{text}{{# #}}<!--{name}-->", "utf-8")

    @rule(height=st.sampled_from([1, 2]))
    def change_picture(self, height: int) -> None:
        (self.folder / "docs/assets/a.svg").write_text(SQUARE.format(height), "utf-8")

    @rule()
    def lose_a_built_file(self) -> None:
        for path in (self.folder / "site" / "guide.html", self.folder / "site" / "search-index.js"):
            path.unlink(missing_ok=True)

    @rule(day=st.sampled_from(["2026-11-23", "2026-11-25", "2028-01-01"]))
    def another_day(self, day: str) -> None:
        self.today = day

    def _build(self, name: str, cache: Cache, processes: int) -> list[str] | None:
        """None when the site was built, else what is wrong."""
        run = Run(
            config_file=self.config_file,
            output=self.folder / name,
            day=lambda _: parse_today(self.today, "UTC"),
            is_release=False,
            is_preview=False,
            processes=processes,
            read_project=read_project,
            build_with_mkdocs=lambda *_: None,
        )
        try:
            run_build(run, cache)
        except ProblemsFound as found:
            return [str(one) for one in found.problems]
        finally:
            cache.close()
        return None

    @invariant()
    def the_same_as_clean(self) -> None:
        if not hasattr(self, "folder"):
            return
        kept = self._build("site", Cache(self.folder / ".cache"), 2)
        clean = self._build("clean", Cache(None), 1)
        assert kept == clean
        if clean is None:
            one, other = (
                {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
                for root in (self.folder / "site", self.folder / "clean")
            )
            assert one.keys() == other.keys()
            assert [name for name in one if one[name] != other[name]] == []


# Real forks even for these few pages.
parallel.map_in_processes.__kwdefaults__["few"] = 2  # type: ignore[index]
TestAnyEdits = AnyEdits.TestCase
TestAnyEdits.settings = settings(
    max_examples=8, stateful_step_count=8, deadline=datetime.timedelta(minutes=5), derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), print_blob=False,
)  # fmt: skip
