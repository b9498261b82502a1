"""Rendering: how each source system records the same lives, with whatever goes wrong on the way."""

from dagster_project.synthetic.render.rendering import Rendered, extracts_of, render

__all__ = ["Rendered", "extracts_of", "render"]
