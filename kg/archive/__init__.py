"""What was read of each document, kept beside the outputs, so that documents can come and go and an interrupted build
go on.

``outputs/mine/.kg/archive.sqlite`` keeps the text of 海城.txt and what was extracted from it under the hash of the
text and the version of software and word lists.  docs/updating.md describes its tables.
"""

from kg.archive.encoding import PackedText, pack, pack_text, unpack, unpack_text
from kg.archive.store import Archive, Extracted, Kept, extractions
from kg.archive.version import reading_version

__all__ = [
    "Archive", "Extracted", "Kept", "PackedText", "extractions", "pack", "pack_text", "reading_version", "unpack",
    "unpack_text",
]
