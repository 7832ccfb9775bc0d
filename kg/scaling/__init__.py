"""The whole flow for more documents than memory holds, on the processes of one machine or on a cluster.

Three steps over documents and things, each a pure function of records that go from process to process:

    document → its names (``naming``) ─ties─▶ groups of names (``grouping``) → things (``naming.identified``)
    documents with their things → files of facts (``telling``) ─merged by subject─▶ Turtle (``parts``)

``local`` runs them in processes, ``spark`` on Apache Spark; both give the bytes that ``pipeline.assemble`` and the
writers of ``kg.graph`` give in memory.
"""
