"""A page of the tool in the platform's frame, for what tests/browser/annotation_page.py does on pages."""

from typing import Any

from playwright.sync_api import Frame, Locator, Page


class FramedPage:
    """The page in the frame ``tool`` of ``window``, with a mouse whose places are the frame's."""

    def __init__(self, window: Page) -> None:
        self.window = window
        self.keyboard = window.keyboard
        self.mouse = _Mouse(window)

    @property
    def frame(self) -> Frame:
        """The frame, whatever page is in it."""
        frame = self.window.locator("iframe[name=tool]").element_handle().content_frame()
        assert frame
        return frame

    @property
    def url(self) -> str:
        """The address of the page in the frame."""
        return self.frame.url

    def locator(self, selector: str) -> Locator:
        """Find elements of the page in the frame."""
        return self.frame.locator(selector)

    def evaluate(self, expression: str, arg: Any = None) -> Any:
        """Run a script on the page in the frame."""
        return self.frame.evaluate(expression, arg)

    def wait_for_selector(self, selector: str) -> None:
        """Wait until the page in the frame has such an element."""
        self.frame.wait_for_selector(selector, state="attached")

    def loaded(self, selector: str) -> None:
        """Wait until the page in the frame has such an element, and has loaded with its scripts."""
        self.wait_for_selector(selector)
        self.frame.wait_for_load_state()


class _Mouse:
    def __init__(self, window: Page) -> None:
        self.window = window
        self.down, self.up = window.mouse.down, window.mouse.up

    def move(self, x: float, y: float, steps: int = 1) -> None:
        box = self.window.locator("iframe.tool").bounding_box()
        assert box
        self.window.mouse.move(box["x"] + x, box["y"] + y, steps=steps)
