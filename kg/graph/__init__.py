"""Extractions and entities → the knowledge graph, and the graph as RDF, network and report."""
