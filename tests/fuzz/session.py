"""Fuzzes the compiler for a bounded time, guided by what code each page reaches.

Run: python tests/fuzz/session.py [--seconds N], or --replay FILE to see one page fail.
What fails is made small and kept in .fuzz/; the exit status is 1 then, and 2 where atheris is missing.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FINDINGS = ROOT / ".fuzz"
sys.path[:0] = [str(HERE), str(HERE.parent / "properties")]

LIMITS = ("-timeout=20", "-rss_limit_mb=3000", "-max_len=8192", "-len_control=0", "-print_final_stats=1")
"""One page may take so many seconds and so much memory; a page with less than 8 KiB needs far less."""
MISSING = (
    "atheris is not installed, or there is none for this Python and system.\n"
    "Run `nox -s fuzz -p 3.12` on Linux, or `pytest --hypothesis-profile=fuzz tests/properties`, "
    "which needs no coverage."
)


def main() -> int:
    """Fuzz or replay; the exit status."""
    parser = argparse.ArgumentParser(description="Fuzz the compiler for a bounded time.")
    parser.add_argument("--seconds", type=int, default=60, help="how long (60)")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run one page, and show how it fails")
    options = parser.parse_args()
    if options.replay is not None:
        return replay(options.replay)
    if importlib.util.find_spec("atheris") is None:
        print(MISSING, file=sys.stderr)
        return 2
    return fuzz(options.seconds)


def fuzz(seconds: int) -> int:
    """Start libFuzzer in a process of its own, on copies of the golden pages."""
    with tempfile.TemporaryDirectory(prefix="mockdown-fuzz-") as folder:
        corpus, found = Path(folder, "corpus"), Path(folder, "found")
        corpus.mkdir()
        found.mkdir()
        pages = [page for page in (ROOT / "tests" / "golden").rglob("*.md") if page.name != "README.md"]
        for number, page in enumerate(sorted(pages)):
            (corpus / f"{number}.md").write_bytes(page.read_bytes())
        print(f"fuzzing for {seconds} s, from {len(pages)} golden pages", flush=True)
        command = [
            sys.executable,
            str(HERE / "target.py"),
            str(corpus),
            f"-max_total_time={seconds}",
            f"-artifact_prefix={found}/",
            *LIMITS,
        ]
        run = subprocess.run(command, check=False, capture_output=True)
        for artifact in found.iterdir():
            keep(artifact)
        reached = len(list(corpus.iterdir())) - len(pages)
    said = run.stderr.decode("utf-8", "replace")
    rounds = re.search(r"number_of_executed_units:\s*(\d+)", said)
    print(f"{rounds[1] if rounds else 'unknown'} rounds, {reached} pages that reached new code")
    if run.returncode:
        lines = [*run.stdout.decode("utf-8", "replace").splitlines(), *said.splitlines()]
        print("\n".join([line for line in lines if not line.startswith("#")][-40:]), file=sys.stderr)
    print("something failed" if run.returncode else "nothing failed")
    return 1 if run.returncode else 0


def keep(artifact: Path) -> None:
    """Put a failing page, made small, where it can be replayed."""
    data = artifact.read_bytes()
    kind = failure(data)
    if kind is not None:  # else it was too slow or too large, which is not tried a hundred times
        data = shrink(data, lambda candidate: failure(candidate) == kind)
    FINDINGS.mkdir(exist_ok=True)
    place = FINDINGS / f"{artifact.name}.md"
    place.write_bytes(data)
    print(f"\n{kind or artifact.name.partition('-')[0]}: {place} ({len(data)} bytes)")
    print(f"replay: python tests/fuzz/session.py --replay {place.relative_to(ROOT)}\n")


def failure(data: bytes) -> str | None:
    """What a page fails with, and where; None when it does not."""
    from rounds import one_round

    try:
        one_round(data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
    return None


def shrink(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """The page with as many lines, and then bytes, left out as it still fails without."""
    for separator in (b"\n", b""):
        parts = data.split(separator) if separator else [bytes((byte,)) for byte in data]
        size = len(parts) // 2
        while size:
            at = 0
            while at < len(parts):
                rest = [*parts[:at], *parts[at + size :]]
                if fails(separator.join(rest)):
                    parts = rest
                else:
                    at += size
            size //= 2
        data = separator.join(parts)
    return data


def replay(page: Path) -> int:
    """Run one page as the session does, with the whole traceback of what fails."""
    from rounds import one_round

    one_round(page.read_bytes())
    print("the page does not fail")
    return 0


if __name__ == "__main__":
    sys.exit(main())
