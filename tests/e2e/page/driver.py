"""The sandbox's page as a person uses it, for tests."""

import time
from collections.abc import Callable
from typing import TypeVar

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

CHROMIUM, CHROMEDRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
_SECONDS = 15.0
_PAUSE = 0.02
_BASIC_PLANE = 0xFFFF
Found = TypeVar("Found")

_SET_VALUE = """
const [field, text] = arguments;
field.focus();
field.value = text;
field.dispatchEvent(new Event("input", { bubbles: true }));
"""


def start_chromium(width: int = 1280, height: int = 800) -> WebDriver:
    """A headless browser whose page is that large; the caller quits it."""
    options = Options()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = WebDriver(options, Service(CHROMEDRIVER))
    PageDriver(browser).resize(width, height)
    return browser


_PASTE = """
const [grid, text] = arguments;
const clipboardData = new DataTransfer();
clipboardData.setData("text/plain", text);
grid.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
"""
_COPY = """
const clipboardData = new DataTransfer();
arguments[0].dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
return clipboardData.getData("text/plain");
"""


class PageDriver:
    """Every method waits, up to 15 seconds, until what it wants is there; then it raises TimeoutError."""

    def __init__(self, browser: WebDriver) -> None:
        self.browser = browser

    def open(self, url: str) -> None:
        """Load the page anew, past complaints forgotten, and wait for its first tab and the chat."""
        self.browser.get("about:blank")
        self.console_errors()
        self.browser.get(url)
        self.until(lambda: self.find("spreadsheet").get_attribute("data-sheet"), "an open tab")
        self.find("chat-input")

    def resize(self, width: int, height: int, *, scale: float = 1) -> None:
        """Give the page another size, in CSS pixels; scale: pixels of the screen for each of them."""
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def find(self, testid: str) -> WebElement:
        """The first element with that `data-testid`."""
        return self.until(lambda: self._elements(testid)[:1], f"an element {testid}")[0]

    def find_css(self, selector: str) -> WebElement:
        """The first element that a CSS selector fits."""
        look = self.browser.find_elements
        return self.until(lambda: look(By.CSS_SELECTOR, selector)[:1], f"an element {selector}")[0]

    def classes(self, testid: str) -> str:
        """The CSS classes of an element."""
        return str(self.find(testid).get_attribute("class"))

    def all(self, testid: str) -> list[WebElement]:
        """All elements with that `data-testid`, possibly none."""
        return self._elements(testid)

    def until(self, look: Callable[[], Found], what: str, seconds: float = _SECONDS) -> Found:
        """The first truthy thing that `look` finds."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                found = look()
            except (NoSuchElementException, StaleElementReferenceException):
                found = None
            if found:
                return found
            if time.monotonic() > deadline:
                raise TimeoutError(f"the page did not show {what} within {seconds:g} s")
            time.sleep(_PAUSE)

    def tabs(self) -> list[str]:
        """The titles of the tabs in sight."""
        return [tab.text for tab in self.browser.find_elements(By.CSS_SELECTOR, "[role=tab]")]

    def select_tab(self, title: str) -> None:
        """Show a tab."""
        tab = self.find(f"tab-{title}")
        tab.click()
        self.until(lambda: self.find(f"tab-{title}").get_attribute("aria-selected") == "true", f"tab {title}")
        self.go_to("A1")

    def go_to(self, address: str) -> WebElement:
        """Make a cell the active one, scrolling to it; gives its element."""
        box = self.find("cell-address")
        self._type(box, address)
        box.send_keys(Keys.ENTER)
        active = f"[data-testid='cell-{address}'].cell-active"
        return self.until(
            lambda: self.browser.find_elements(By.CSS_SELECTOR, active)[:1],
            f"cell {address} as the active one",
        )[0]

    def edit_cell(self, address: str, text: str) -> None:
        """Type a text into a cell as a person does, and wait until the spreadsheet has taken it."""
        self.go_to(address)
        if not text:
            self.find("grid").send_keys(Keys.DELETE)
        elif "\n" in text or max(map(ord, text)) > _BASIC_PLANE:  # more than chromedriver's keyboard can type
            self._type(self.find("formula-input"), text)
            self.find("formula-input").send_keys(Keys.ENTER)
        else:
            self.find("grid").send_keys(text)
            self.find("cell-editor").send_keys(Keys.ENTER)
        self.settled()

    def settled(self) -> None:
        """Wait until the spreadsheet has taken every edit."""
        self.until(
            lambda: self.find("spreadsheet").get_attribute("data-pending") == "0", "all edits as taken"
        )

    def read_cell(self, address: str) -> str:
        """What a cell shows."""
        return str(self.go_to(address).get_property("textContent"))

    def wait_for_cell(self, address: str, text: str, seconds: float = _SECONDS) -> None:
        """Wait until a cell shows a text."""
        self.go_to(address)
        self.until(
            lambda: self.find(f"cell-{address}").get_property("textContent") == text,
            f"{text!r} in {address}",
            seconds,
        )

    def paste(self, text: str) -> None:
        """Paste a text at the active cell, and wait until the spreadsheet has taken it."""
        self.browser.execute_script(_PASTE, self.find("grid"), text)
        self.settled()

    def copied(self) -> str:
        """What copying the selected cells puts on the clipboard."""
        return str(self.browser.execute_script(_COPY, self.find("grid")))

    def right_click(self, testid: str) -> None:
        """Open the menu of a cell or of the head of a row or column."""
        ActionChains(self.browser).context_click(self.find(testid)).perform()

    def refusal(self) -> str:
        """What the page says could not be done."""
        return self.until(lambda: self.find_css(".refusal").text, "a refusal")

    def formula(self) -> str:
        """The formula bar's content."""
        return str(self.find("formula-input").get_property("value"))

    def pick_person(self, name: str) -> None:
        """Write as somebody else from now on."""
        value = self.choose("person-select", name)
        self.until(lambda: self.find("chat").get_attribute("data-person") == value, f"the chat of {name}")

    def choose(self, testid: str, text: str) -> str:
        """Choose an entry of a list, once it is there; gives its value."""
        self.until(lambda: text in self.options(testid), f"{text} in {testid}")
        select = Select(self.find(testid))
        select.select_by_visible_text(text)
        return str(select.first_selected_option.get_attribute("value"))

    def options(self, testid: str) -> list[str]:
        """The entries of a list."""
        return [option.text for option in Select(self.find(testid)).options]

    def flip(self, testid: str, *, on: bool) -> None:
        """Press a switch, and wait until it is on or off."""
        self.find(testid).click()
        pressed = "true" if on else "false"
        self.until(
            lambda: self.find(testid).get_attribute("aria-pressed") == pressed, f"{testid} as {pressed}"
        )

    def chat_send(self, text: str) -> None:
        """Send a text to the bot."""
        before = len(self._texts("person"))
        self._type(self.find("chat-input"), text)
        self.find("chat-send").click()
        self.until(lambda: len(self._texts("person")) > before, f"the message {text!r} as sent")

    def chat_press(self, label: str) -> None:
        """Press the newest button with that label."""
        self.until(lambda: self.buttons(label), f"a button {label!r}")[-1].click()

    def chat_last_text(self, after: str | None = None, seconds: float = _SECONDS) -> str:
        """The text of the bot's last message; with `after`, once it is another than that."""
        return (
            self.until(
                lambda: next((text for text in self._texts("bot")[-1:] if text != after), None),
                f"a message of the bot other than {after!r}",
                seconds,
            )
            or ""
        )

    def wait_for_chat(self, part: str, seconds: float = _SECONDS) -> str:
        """The text of the bot's last message, once that contains a part."""
        return (
            self.until(
                lambda: next((text for text in self._texts("bot")[-1:] if part in text), None),
                f"{part!r} in the bot's last message",
                seconds,
            )
            or ""
        )

    def console_errors(self) -> list[str]:
        """What the browser complained of since the last look."""
        log = self.browser.get_log("browser")  # type: ignore[no-untyped-call]  # selenium left it out
        return [entry["message"] for entry in log if entry["level"] == "SEVERE"]

    def _elements(self, testid: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, f"[data-testid='{testid}']")

    def _texts(self, sender: str) -> list[str]:
        css = f"[data-testid='chat-message'][data-from='{sender}'] [data-testid='chat-text']"
        return [
            str(one.get_property("textContent")) for one in self.browser.find_elements(By.CSS_SELECTOR, css)
        ]

    def buttons(self, label: str) -> list[WebElement]:
        """The bot's buttons with that label, possibly none."""
        return [button for button in self._elements("chat-button") if button.text.strip() == label]

    def _type(self, field: WebElement, text: str) -> None:
        self.browser.execute_script(_SET_VALUE, field, text)
