"""Drawing in SVG by hand: an area with two axes from 0 to 1, and the few shapes that the plots need.

Colours come from the page's style sheet by class, so that a plot follows light and dark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

LEFT, TOP, RIGHT, BOTTOM = 56, 14, 14, 46
TICKS = 5


@dataclass(frozen=True)
class Area:
    """A plot of `width` by `height` pixels; its values run from 0 to `x_max` and from 0 to `y_max`."""

    width: int
    height: int
    x_max: float = 1.0
    y_max: float = 1.0

    def x(self, value: float) -> float:
        return round(LEFT + (self.width - LEFT - RIGHT) * value / self.x_max, 1)

    def y(self, value: float) -> float:
        return round(self.height - BOTTOM - (self.height - TOP - BOTTOM) * value / self.y_max, 1)

    def axes(self, x_name: str, y_name: str) -> str:
        """Frame, five ticks an axis, and what is measured."""
        ticks = [tick / TICKS for tick in range(TICKS + 1)]
        return "".join(
            (
                *(self._x_tick(tick * self.x_max) for tick in ticks),
                *(self._y_tick(tick * self.y_max) for tick in ticks),
                text((self.width + LEFT) / 2, self.height - 8, x_name, "name", "middle"),
                f'<g transform="translate(14 {(self.height - BOTTOM) / 2}) rotate(-90)">'
                f"{text(0, 0, y_name, 'name', 'middle')}</g>",
            )
        )

    def _x_tick(self, value: float) -> str:
        grid = line([(self.x(value), self.y(0)), (self.x(value), self.y(self.y_max))], "grid")
        return grid + text(self.x(value), self.y(0) + 16, f"{value:.2g}", "tick", "middle")

    def _y_tick(self, value: float) -> str:
        grid = line([(self.x(0), self.y(value)), (self.x(self.x_max), self.y(value))], "grid")
        return grid + text(self.x(0) - 6, self.y(value) + 4, f"{value:.2g}", "tick", "end")

    def line(self, values: Iterable[tuple[float, float]], kind: str) -> str:
        """Values joined by a line."""
        return line([(self.x(x), self.y(y)) for x, y in values], kind)

    def drawing(self, title: str, parts: Iterable[str]) -> str:
        """The whole picture; `title` is what a screen reader says of it."""
        return drawing(self.width, self.height, title, parts)


def drawing(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    """An SVG element that scales with the page."""
    return (
        f'<svg viewBox="0 0 {width} {height}" style="max-width:{width}px" role="img" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )


def line(points: Sequence[tuple[float, float]], kind: str) -> str:
    return f'<polyline class="{kind}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'


def text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'


def box(x: float, y: float, width: float, height: float, kind: str, said: str, opacity: float = 1.0) -> str:
    """A rectangle; `said` appears when the pointer rests on it."""
    return (
        f'<rect class="{kind}" x="{x}" y="{y}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" '
        f'fill-opacity="{opacity:.2f}"><title>{escape(said)}</title></rect>'
    )


def dot(x: float, y: float, radius: float, kind: str, said: str) -> str:
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="{radius:.1f}"><title>{escape(said)}</title></circle>'
