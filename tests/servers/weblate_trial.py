"""A real Weblate takes the components and add-ons, and gives a volunteer's translation back. By hand:

    .venv/bin/python -m tests.servers.weblate_trial FOLDER

FOLDER has Weblate's own environment, `python3 -m venv FOLDER; FOLDER/bin/pip install "weblate[postgres]"` (tried with
5.14.3 on Python 3.11, with PyGObject<3.51 and GitPython==3.1.45: this Weblate cannot read the settings that later ones
write). An empty database `weblate` of the user `weblate`, with that password, on 127.0.0.1, and Redis (REDIS_PORT)
have to be running.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.git_host import serve_git
from tests.site_maker import make_site
from tests.unit.test_volunteers import TERMS

SETTINGS = """
from weblate.settings_example import *
DATABASES["default"].update({{"NAME": "weblate", "USER": "weblate", "PASSWORD": "weblate", "HOST": "127.0.0.1"}})
CACHES = {{
    "default": {{"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://127.0.0.1:{redis}/1"}},
    "avatar": {{"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
}}
CELERY_TASK_ALWAYS_EAGER, CELERY_BROKER_URL = True, "memory://"
DATA_DIR, CACHE_DIR = "{folder}/data", "{folder}/data/cache"
SECRET_KEY, SITE_DOMAIN, ENABLE_HTTPS, DEBUG = "x" * 50, "localhost", True, True
OTP_WEBAUTHN_RP_ID, OTP_WEBAUTHN_ALLOWED_ORIGINS = "localhost", ["https://localhost"]
VCS_ALLOW_SCHEMES = {{"http", "https"}}
"""
TRANSLATE = """
from weblate.auth.models import User
from weblate.trans.models import Component, Unit
print(sorted(Component.objects.values_list("slug", flat=True)))
user = User.objects.get(username="admin")
User.objects.filter(pk=user.pk).update(full_name="Ana Novak", email="ana@example.org")
unit = Unit.objects.get(translation__component__slug="report", translation__language_code="sl", context="how 1")
unit.translate(User.objects.get(pk=user.pk), "Prijavite zdaj.", 20)
unit.translation.component.commit_pending("trial", None)
unit.translation.component.do_push(None)
"""
ME = ("-c", "user.name=Staff", "-c", "user.email=staff@example.org")


def run(*command: str | Path, folder: Path, env: dict[str, str] | None = None) -> str:
    """Run a program; what it says. Ends the trial where it fails."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command}: {done.stdout[-2000:]}")
    return done.stdout


def main(weblate: Path) -> None:
    """The whole round."""
    with tempfile.TemporaryDirectory() as temporary, serve_git(Path(temporary)) as address:
        folder = Path(temporary)
        config = make_site(folder / "campaign", {"docs/_data/terms.yml": TERMS})
        campaign = [Path(sys.executable).with_name("campaign"), "translation", "-f", config]
        host, clone = folder / "host.git", config.parent
        run("git", "init", "--quiet", "--bare", "--initial-branch=main", host, folder=folder)
        run("git", "-C", host, "config", "http.receivepack", "true", folder=folder)
        run(*campaign, "weblate", "--repo", f"{address}/host.git", "--project", "trial", folder=clone)
        for step in (
            ("init", "--quiet", "--initial-branch=main"),
            ("add", "."),
            (*ME, "commit", "--quiet", "-m", "Begin"),
        ):
            run("git", *step, folder=clone)
        run("git", "push", "--quiet", host, "main", folder=clone)
        settings = SETTINGS.format(folder=folder, redis=os.environ.get("REDIS_PORT", "6379"))
        (folder / "trial_settings.py").write_text(settings, "utf-8")
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "trial_settings", "PYTHONPATH": str(folder)}
        env["PATH"] = f"{weblate}/bin:{env['PATH']}"

        def ask(*command: str) -> str:
            print("weblate", command[0], flush=True)
            return run(weblate / "bin/weblate", *command, folder=clone, env=env)

        ask("migrate")
        ask("createadmin", "--password", "weblate-trial-1")
        ask(
            "shell",
            "-c",
            "from weblate.trans.models import Project; Project.objects.create(slug='trial', name='Trial')",
        )
        ask("import_json", "--project", "trial", "weblate/components.json")
        for name, addon in json.loads((clone / "weblate/addons.json").read_text("utf-8")).items():
            said = ask("install_addon", "--addon", name, "--configuration", json.dumps(addon), "trial/interface")
            assert "Successfully installed" in said, said
        ask("loadpo", "--all", "--force", "--foreground")
        components = ask("shell", "-c", TRANSLATE)
        assert "['glossary', 'guide', 'index', 'interface', 'report', 'terms']" in components, components
        run("git", "fetch", "--quiet", host, "weblate", folder=clone)
        run("git", *ME, "merge", "--quiet", "FETCH_HEAD", folder=clone)
        said = run(*campaign, "import", "weblate", "--translated-by", "Ana Novak", folder=clone)
        assert "docs/sl/report.md: 1 text new" in said, said
        assert "Prijavite zdaj." in (clone / "docs/sl/report.md").read_text("utf-8")
    print("A volunteer's translation has come back.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
