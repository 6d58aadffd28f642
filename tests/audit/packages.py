"""`make audit-packages`: known weaknesses of the packages in requirements.txt, asked of the package index by pip-audit.

Ends with 1 if there is one, with 2 if the index could not be asked: that is not the same as "nothing is known".
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

COMMAND = ("pip-audit", "--requirement", "requirements.txt", "--require-hashes", "--disable-pip", "--format", "json")


def main() -> int:
    """Ask, and say what was answered; the exit code."""
    tool = Path(sys.executable).with_name(COMMAND[0])
    result = subprocess.run([tool, *COMMAND[1:]], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(result.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = result.stderr.strip().splitlines() or ["no answer"]
        return _cannot(said[-1])
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    if unknown:
        return _cannot(f"the index gives no advisories for {len(unknown)} of {len(packages)} packages")
    weak = [one for one in packages if one["vulns"]]
    for one in weak:
        for weakness in one["vulns"]:
            mended = ", ".join(weakness["fix_versions"]) or "no version yet"
            print(f"{one['name']} {one['version']}: {weakness['id']}, mended in {mended}")
    print(f"{len(packages)} packages, {len(weak)} with a known weakness.")
    return 1 if weak else 0


def _cannot(why: str) -> int:
    print(f"The packages could NOT be checked for known weaknesses: {why}.")
    print("Nothing is known about them either way. Run this where the public package index can be reached.")
    return 2


if __name__ == "__main__":
    sys.exit(main())
