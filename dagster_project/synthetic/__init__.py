"""The fictional authority: lives simulated from a seed, and the extracts in which its systems record them."""

from dagster_project.synthetic.generation import SyntheticSummary, generate
from dagster_project.synthetic.render import Rendered, render
from dagster_project.synthetic.simulation import simulate
from dagster_project.synthetic.truth import TABLES, Truth, schema_of

__all__ = ["TABLES", "Rendered", "SyntheticSummary", "Truth", "generate", "render", "schema_of", "simulate"]
