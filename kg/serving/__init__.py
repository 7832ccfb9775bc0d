"""A built graph on a loopback address: SPARQL 1.1 Protocol, a page for each entity, named questions, an editor.

``kg serve outputs/mine`` and then http://127.0.0.1:8765/id/region/210381 shows 海城市 with facts and evidence.

Requests never reach the store in the server's own process: each query runs in a worker process (``worker``) that is
killed and replaced (``pool``) when it takes too long or too much memory.
"""
