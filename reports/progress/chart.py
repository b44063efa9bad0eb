"""A small line chart of fractions over exercises, as inline SVG with a text alternative. Pure."""

from collections.abc import Sequence

from web.markup import Markup, element

WIDTH, HEIGHT, MARGIN, RADIUS = 600, 120, 8, 5


def line_chart(
    values: Sequence[float | None],
    description: str,
    small: bool = False,
    others: Sequence[float | None] = (),
) -> Markup:
    """Draw fractions (0..1) from left to right; a None leaves a gap. A ``small`` chart has no scale.

    ``others`` are fractions to compare with, as a dashed line.
    """
    points = [
        None if value is None else _point(number, value, len(values)) for number, value in enumerate(values)
    ]
    grid = [
        element("path", {"class": "grid", "d": f"M0 {_height(share)}H{WIDTH}"}) for share in (0.0, 0.5, 1.0)
    ]
    if not small:
        grid += [element("text", {"x": 0, "y": _height(share) + 12}, f"{share:.0%}") for share in (0.5, 1.0)]
    compared = [
        None if value is None else _point(number, value, len(others)) for number, value in enumerate(others)
    ]
    path = element("path", {"class": "line", "d": _path(points)})
    if others:
        grid.append(element("path", {"class": "line others", "d": _path(compared)}))
    dots = [element("circle", {"cx": x, "cy": y, "r": RADIUS}) for x, y in filter(None, points)]
    box = {
        "class": "line-chart small" if small else "line-chart",
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "role": "img",
        "aria-label": description,
    }
    return element("svg", box, *grid, path, *dots)


def _point(number: int, value: float, count: int) -> tuple[float, float]:
    return round((number + 0.5) * WIDTH / count, 1), _height(value)


def _height(share: float) -> float:
    return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    commands, drawing = [], False
    for point in points:
        if point:
            commands.append(f"{'L' if drawing else 'M'}{point[0]} {point[1]}")
        drawing = point is not None
    return "".join(commands)
