"""The steps of ``kg.scaling`` on Apache Spark: documents of any Hadoop path in, tables, N-Quads and accounts out.

    mine/extractions   Parquet: each document with its text and what was read in it, the check point of the rest
    mine/inputs        Parquet: each text that was read, and which document it is
    mine/mentions      Parquet: each mention with the id of the thing that it names
    mine/statements    Parquet: each statement with every sentence that says so, and its document
    mine/graph, mine/evidence    N-Quads in parts: the lines of ``kg export --format nq``, but for those of dataset.ttl
    mine/problems      JSON lines: the documents left out
    mine/dataset.ttl, mine/report.md, mine/build.json    as a build on one machine writes them

    mine/job.json      what was asked for, so that an interrupted job can go on

Identity is a join of names with what ties them; the groups that this makes are found on the driver, above
``Job.edges`` ties on the cluster, in rounds that are check points.
"""

from kg.scaling.spark.building import Done, build, resume
from kg.scaling.spark.session import EDGES, Job, session

__all__ = ["EDGES", "Done", "Job", "build", "resume", "session"]
