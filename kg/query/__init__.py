"""Questions to a built graph, in SPARQL or by name: which companies of 海城市 are in 菱镁?"""

from kg.query.formats import FORMATS
from kg.query.questions import Parameter, Question, ask, load_questions
from kg.query.store import Answer, Result, Table, Triples, open_store, run_query

__all__ = [
    "FORMATS", "Answer", "Parameter", "Question", "Result", "Table", "Triples", "ask", "load_questions", "open_store",
    "run_query",
]
