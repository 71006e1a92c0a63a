"""An existing plan read from ODT, DOCX or Markdown: titles with their depth, and the text under each."""

from plans.importing.reading import KINDS, read
from plans.importing.tree import ABOVE, BRANCH, DROPPED, Line, Node, outline, proposed

__all__ = ["ABOVE", "BRANCH", "DROPPED", "KINDS", "Line", "Node", "outline", "proposed", "read"]
