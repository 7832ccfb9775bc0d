from __future__ import annotations

import pytest
import rdflib
from made import anshan, haicheng

from kg.graph.evidence import evidence_rdf
from kg.graph.fusion import fuse
from kg.graph.validation import Finding, conforms, validate, validate_part
from kg.resolution import resolve
from kg.resources.location import ONTOLOGY
from kg.resources.namespaces import KINDS, prefixes

HEADER = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
NAMED = 'rdfs:label "甲" ; skos:prefLabel "甲"'
CODED = 'kg:divisionCode "210381"'


def findings(turtle: str) -> tuple[Finding, ...]:
    return validate(rdflib.Graph().parse(data=HEADER + turtle, format="turtle"))


def test_what_the_stages_build_conforms() -> None:
    extractions = [haicheng(), anshan()]
    graph = fuse(extractions, resolve(extractions))
    assert validate(graph.to_rdf(), evidence_rdf(graph)) == ()


WRONG = [
    ("company:a a kg:Company .", "Company-name"),
    (f"company:a a kg:Company ; {NAMED} ; kg:inIndustry company:a .", "Company-inIndustry"),
    (f'project:a a kg:Project ; {NAMED} ; kg:totalInvestment "五亿" .', "Project-totalInvestment"),
    (f"project:a a kg:Project ; {NAMED} ; kg:totalInvestment -5.0 .", "Project-totalInvestment"),
    (f"project:a a kg:Project ; {NAMED} ; kg:jobs 2.5 .", "Project-jobs"),
    (f"project:a a kg:Project ; {NAMED} ; kg:stage kg:level .", "Project-stage"),
    (f"industry:a a kg:Industry ; {NAMED} .", "Industry-scheme"),
    (f"programme:a a kg:Programme ; {NAMED} ; kg:targets programme:a .", "Programme-targets"),
    (f'region:a a kg:Region ; {NAMED} ; kg:divisionCode "21" .', "Region-divisionCode"),
    (f'region:a a kg:Region ; {NAMED} ; {CODED} , "210382" .', "Region-divisionCode"),
    (f"region:a a kg:Region ; {NAMED} ; {CODED} ; kg:partOf company:a .", "Region-partOf"),
    (f"park:a a kg:Park ; {NAMED} ; kg:mentionedIn park:a .", "Park-mentioned"),
    (f"organisation:a a kg:Organisation ; {NAMED} ; kg:undertakes organisation:a .", "Organisation-undertakes"),
    ('document:a a kg:Document ; dcterms:title "文" .', "Document-contentHash"),
    ('component:a a kg:ProgrammeComponent ; kg:symbol "4" ; kg:position 1 .', "ProgrammeComponent-programme"),
    ("observation:a a kg:Observation ; kg:value 1.0 ; kg:measure kg:level .", "Observation-subject"),
    ('observation:a a kg:Observation ; kg:period "2023", "2024" .', "Observation-onePeriod"),
    ("claim:a a kg:Claim ; rdf:predicate kg:develops .", "Claim-supported"),
    ("evidence:a a kg:Evidence ; kg:start 9 ; kg:end 3 .", "Evidence-start"),
]


@pytest.mark.parametrize(("turtle", "shape"), WRONG)
def test_a_violation_says_what_to_do(turtle: str, shape: str) -> None:
    found = {finding.shape.rpartition("#")[2]: finding for finding in findings(turtle)}
    assert shape in found
    assert found[shape].severity == "violation"
    assert found[shape].message_zh
    assert found[shape].message_en
    assert not conforms(found.values())


@pytest.mark.parametrize("turtle", [turtle for turtle, _ in WRONG])
def test_a_part_is_checked_as_the_whole(turtle: str) -> None:
    others = f'company:b a kg:Company . organisation:b a kg:Organisation ; {NAMED} ; kg:undertakes company:b .'
    graph = rdflib.Graph().parse(data=HEADER + turtle + others, format="turtle")
    whole = validate(graph)
    node = next(finding.node for finding in whole if finding.node.endswith("a"))
    assert validate_part(graph, [node]) == tuple(finding for finding in whole if finding.node == node)


def test_a_warning_does_not_fail() -> None:
    found = findings(f"region:a a kg:Region ; {NAMED} .")
    assert [(finding.severity, finding.shape.rpartition("#")[2]) for finding in found] == [("warning", "Region-coded")]
    assert conforms(found)


def test_the_shapes_are_sound() -> None:
    import pyshacl

    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for shape in shapes.subjects(rdflib.RDF.type, sh.PropertyShape):
        assert {message.language for message in shapes.objects(shape, sh.message)} == {"zh", "en"}
        assert (shape, sh.severity, None) in shapes
    targets = {str(target).rpartition("#")[2] for target in shapes.objects(None, sh.targetClass)}
    kinds = {kind for kind in KINDS if kind not in ("component", "indicator", "dataset")}
    assert {target.lower() for target in targets} >= kinds
