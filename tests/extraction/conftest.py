"""Rules are tested by themselves: the tagger, which test_tagging.py tests, leaves their mentions as they are."""

from __future__ import annotations

import pytest

from kg.extraction import tagging


@pytest.fixture(autouse=True)
def rules_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.module.__name__.rpartition(".")[2] != "test_tagging":
        monkeypatch.setattr(tagging, "tag", lambda _, mentions: tuple(mentions))
