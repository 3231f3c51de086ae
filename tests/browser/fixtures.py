"""A real browser for pages: Debian's Chromium under Playwright, cut off from the network, and axe's rules."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = ("file:", "data:", "blob:", "about:", "http://127.0.0.1", "http://localhost")

OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all page tests of a worker."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("missing: chromium - apt-get install chromium libatomic1")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """``open_page(path_or_url, width=1280, height=900, dark=False, script=True)`` gives a loaded page.

    A page that asks for anything outside this machine fails the test, and so does an error in its script.
    """
    contexts = []
    wrongs: list[str] = []

    def opened(
        where: Path | str, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        context.route("**/*", lambda route, request: _only_here(route, request, wrongs))
        page = context.new_page()
        page.on("pageerror", lambda error: wrongs.append(f"script error: {error}"))
        page.goto(where.resolve().as_uri() if isinstance(where, Path) else where)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrongs, f"the page went astray: {wrongs}"


def _only_here(route: Route, request: Request, wrongs: list[str]) -> None:
    if request.url.startswith(HERE):
        route.continue_()
    else:
        wrongs.append(f"asked for {request.url}")
        route.abort()


@pytest.fixture(scope="session")
def axe() -> Axe:
    """``axe(page)`` lists what breaks axe's rules, each with its id, impact and nodes."""
    from axe_playwright_python.sync_playwright import Axe as Rules

    rules = Rules()
    return lambda page: list(rules.run(page).response["violations"])
