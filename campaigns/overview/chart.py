"""A small chart of the hand-ins of the last days, as inline SVG with a text alternative. Pure."""

from collections.abc import Sequence

from web.markup import Markup, element

STEP, BAR, HEIGHT, LEAST = 20, 14, 64, 2


def day_bars(days: Sequence[int], description: str) -> Markup:
    """Draw a bar for each day, oldest first; days without a hand-in get a line at the bottom."""
    most = max(days, default=0)
    bars = []
    for place, count in enumerate(days):
        height = max(LEAST, round(HEIGHT * count / most)) if most else LEAST
        shape: dict[str, object] = {
            "x": place * STEP + (STEP - BAR) // 2,
            "y": HEIGHT - height,
            "width": BAR,
            "height": height,
        }
        shape["class"] = "day" if count else "none"
        bars.append(element("rect", shape))
    box = {"class": "day-bars", "viewBox": f"0 0 {len(days) * STEP} {HEIGHT}", "preserveAspectRatio": "none"}
    return element("svg", box | {"role": "img", "aria-label": description}, *bars)
