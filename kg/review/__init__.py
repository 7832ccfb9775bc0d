"""What people need to judge names: the doubtful pairs with their sentences, and why two names are one or not.

``Reading`` resolves what was read once more; ``doubts`` finds 荣光 beside two that it may be short for, ``explain``
tells what speaks for and against each, ``review_page`` is a page to judge the pairs in a browser.
"""

from kg.review.doubts import Context, Doubt, Side, doubts
from kg.review.explanation import explain
from kg.review.page import review_page
from kg.review.reading import Reading

__all__ = ["Context", "Doubt", "Reading", "Side", "doubts", "explain", "review_page"]
