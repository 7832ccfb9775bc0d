"""The relators: each takes an annotated document and returns the relations of its kind.

``programme.relate`` takes the components of the programmes, too, and is called apart.

“鞍山紫竹轻型特钢有限公司位于鞍山腾鳌经济开发区” gives locatedIn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.datamodel import AnnotatedDocument, RelationMention
from kg.extraction.relations import business, industry, location, ownership, undertaking

RELATORS: tuple[Callable[[AnnotatedDocument], Iterable[RelationMention]], ...] = (
    location.relate,
    undertaking.relate,
    industry.relate,
    business.relate,
    ownership.relate,
)
