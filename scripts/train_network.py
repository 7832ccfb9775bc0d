"""Train the network of the tagger (kg/extraction/tagging/network.py) on texts with marked names → network.npz.

    python scripts/train_network.py [--reports FOLDER] [--jobs N] [--epochs N] [-o FILE]

The network begins with the weights of LAC's small model, which lie in jieba's package (lac_small, Apache-2.0), and
goes on with the sentences of scripts/tagger, where it sees the characters and the rules' mentions.  Needs torch from
PyPI; on one core it takes two to three minutes for a million characters and epoch.
"""

from __future__ import annotations

import argparse
import random
import struct
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from marked_texts import TYPES, Sentence, Spans, sentences
from torch import Tensor, nn
from torch.nn import functional

from kg.datamodel import EntityType
from kg.extraction.tagging.network import INSIDE, OUT, RULE_TYPES, STATE, WEIGHTS

SCALE = 64
SIZE = 128
TOLD = 48
LEARNT: tuple[EntityType, ...] = (*TYPES, "Region")  # regions are learnt too, and left out of what is written
CHARACTERS = 3_000  # of a batch
RATE, DROPPED, UNKNOWN = 2e-3, 0.3, 0.02
NEVER = -1e4
WIDTHS = {**{0xFF01 + k: 0x21 + k for k in range(94)}, 0x3000: 0x20}
LAC = files("jieba") / "lac_small"


def lac(name: str) -> Tensor:
    """A tensor of LAC as Paddle stores it: a header with its sizes as a protocol buffer, then single precision."""
    stored = (LAC / "model_baseline" / name).read_bytes()
    length = struct.unpack("<i", stored[16:20])[0]
    return torch.from_numpy(np.frombuffer(stored[20 + length:], "<f4").copy())


def vocabulary() -> dict[str, int]:
    rows = (line.split("\t") for line in (LAC / "word.dic").read_text(encoding="utf-8").splitlines())
    return {row[1]: int(row[0]) for row in rows if len(row) == 2}


class Layer(nn.Module):
    """Gated recurrent units forwards and backwards, as Paddle computes them."""

    def __init__(self, number: int, size: int) -> None:
        super().__init__()
        ways = (2 * number, 2 * number + 1)
        recurrent = [lac(f"gru_{way}.w_0") for way in ways]
        self.inputs = nn.Parameter(torch.stack([lac(f"fc_{way}.w_0").view(size, 3 * SIZE) for way in ways]))
        self.bias = nn.Parameter(torch.stack([lac(f"fc_{way}.b_0") + lac(f"gru_{way}.b_0") for way in ways]))
        self.gates = nn.Parameter(torch.stack([part[:2 * SIZE * SIZE].view(SIZE, 2 * SIZE) for part in recurrent]))
        self.candidates = nn.Parameter(torch.stack([part[2 * SIZE * SIZE:].view(SIZE, SIZE) for part in recurrent]))

    def forward(self, inputs: Tensor, present: Tensor, added: Tensor | None = None) -> Tensor:
        """(sentences, length, size) → (sentences, length, 2 × SIZE)."""
        sums = torch.einsum("bti,wio->wtbo", inputs, self.inputs) + self.bias[:, None, None]
        if added is not None:
            sums = sums + added.permute(2, 1, 0, 3)
        sums = torch.stack([sums[0], sums[1].flip(0)], 1)
        here = torch.stack([present.t(), present.t().flip(0)], 1)[..., None].float()
        state = inputs.new_zeros(2, len(inputs), SIZE)
        states = []
        for at in range(len(sums)):
            both = torch.sigmoid(torch.baddbmm(sums[at, ..., :2 * SIZE], state, self.gates))
            fresh = torch.tanh(torch.baddbmm(sums[at, ..., 2 * SIZE:], both[..., SIZE:] * state, self.candidates))
            state = state + both[..., :SIZE] * here[at] * (fresh - state)
            states.append(state)
        run = torch.stack(states)
        return torch.cat([run[:, 0], run[:, 1].flip(0)], -1).transpose(0, 1)


class Tagger(nn.Module):
    """Characters and codes of the rules' mentions → emissions, and the transitions of the chains."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(lac("word_emb").view(-1, SIZE), freeze=False)
        self.told = nn.Parameter(torch.randn(len(RULE_TYPES), 3, TOLD) * 0.1)
        self.told_in = nn.Linear(TOLD, 6 * SIZE, bias=False)
        self.told_in.weight.data.mul_(0.1)
        self.first, self.second = Layer(0, SIZE), Layer(1, 2 * SIZE)
        self.out = nn.Linear(2 * SIZE + 3 * TOLD, len(LEARNT) * 3)
        self.transitions = nn.Parameter(torch.zeros(len(LEARNT), 3, 3))
        self.dropout = nn.Dropout(DROPPED)

    def forward(self, signs: Tensor, codes: Tensor, present: Tensor) -> Tensor:
        told = sum(self.told[number][codes[..., number]] for number in range(len(RULE_TYPES))) * present[..., None]
        added = self.told_in(told).view(*signs.shape, 2, 3 * SIZE)
        embedded = functional.dropout(self.embedding(signs), DROPPED / 2, self.training)
        states = self.second(self.dropout(self.first(embedded, present, added)), present)
        around = functional.pad(told, (0, 0, 1, 1))
        seen = torch.cat([self.dropout(states), around[:, :-2], around[:, 1:-1], around[:, 2:]], -1)
        return self.out(seen).view(*signs.shape, len(LEARNT), 3)

    def chains(self) -> Tensor:
        never = torch.zeros(3, 3)
        never[OUT, INSIDE] = NEVER
        return self.transitions + never


def loss(emissions: Tensor, labels: Tensor, present: Tensor, chains: Tensor) -> Tensor:
    """The mean negative log-likelihood of a character's labels; the sums over all labellings by halving."""
    told = (torch.gather(emissions, 3, labels[..., None])[..., 0] * present[..., None]).sum()
    told = told + (chains[torch.arange(len(chains)), labels[:, :-1], labels[:, 1:]] * present[:, 1:, None]).sum()
    first = emissions[:, 0] + torch.tensor([0, 0, NEVER])
    same = torch.full((3, 3), 10 * NEVER).fill_diagonal_(0)
    steps = torch.where(present[:, 1:, None, None, None], chains + emissions[:, 1:, :, None, :], same)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, same.expand(len(steps), 1, len(chains), 3, 3)], 1)
        steps = torch.logsumexp(steps[:, ::2, :, :, :, None] + steps[:, 1::2, :, None], -2)
    if steps.shape[1]:
        first = torch.logsumexp(first[..., :, None] + steps[:, 0], -2)
    return (torch.logsumexp(first, -1).sum() - told) / present.sum()


def coded(length: int, types: Sequence[EntityType], spans: Spans) -> np.ndarray:
    """(length, types): 1 where a span begins, 2 inside; of nested spans of a type the longest."""
    codes = np.zeros((length, len(types)), np.int64)
    for number, type_ in enumerate(types):
        for left, right in sorted(spans.get(type_, ()), key=lambda span: (span[0] - span[1], span[0])):
            if not codes[left:right, number].any():
                codes[left:right, number] = [1, *[2] * (right - left - 1)]
    return codes


def batches(data: Sequence[Sentence], known: dict[str, int]) -> Iterator[tuple[Tensor, ...]]:
    """Sentences of like length together, in a random order."""
    order = sorted(range(len(data)), key=lambda number: len(data[number].text) + random.random() * 8)
    groups: list[list[int]] = [[]]
    for number in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(data[number].text) > CHARACTERS:
            groups.append([])
        groups[-1].append(number)
    random.shuffle(groups)
    for group in groups:
        longest = max(len(data[number].text) for number in group)
        signs = np.zeros((len(group), longest), np.int64)
        codes = np.zeros((*signs.shape, len(RULE_TYPES)), np.int64)
        labels = np.zeros((*signs.shape, len(LEARNT)), np.int64)
        present = np.zeros(signs.shape, bool)
        for row, number in enumerate(group):
            text, rules, marked = data[number]
            signs[row, :len(text)] = [row_of(sign, known) for sign in text]
            codes[row, :len(text)] = coded(len(text), RULE_TYPES, rules)
            labels[row, :len(text)] = coded(len(text), LEARNT, marked)
            present[row, :len(text)] = True
        yield tuple(torch.from_numpy(part) for part in (signs, codes, labels, present))


def row_of(sign: str, known: dict[str, int]) -> int:
    """The row of a character in LAC's embedding; what it does not know in full width it may know in half width."""
    return known.get(sign, known.get(chr(WIDTHS.get(ord(sign), ord(sign))), known["OOV"]))


def train(data: Sequence[Sentence], epochs: int) -> Tagger:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    known, tagger = vocabulary(), Tagger()
    # Whatever the first weights took of chance, the sentences come in the same order.
    torch.manual_seed(0)
    random.seed(0)
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=RATE, weight_decay=0.0)
    steps = epochs * sum(1 for _ in batches(data, known))
    step = 0
    for epoch in range(epochs):
        total = 0.0
        for signs, codes, labels, present in batches(data, known):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(step / 200, 1) * max(0.02, 1 - step / steps)
            signs = torch.where(torch.rand(signs.shape) < UNKNOWN, known["OOV"], signs)
            value = loss(tagger(signs, codes, present), labels, present, tagger.chains())
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            total += value.item() * epochs / steps
        print(f"epoch {epoch + 1} of {epochs}: {total:.4f}", flush=True)
    return tagger.eval()


def whole(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(…, inputs, outputs) in whole numbers up to 127 and what a unit of each output is worth, (…, 1, outputs)."""
    worth = np.maximum(np.abs(matrix).max(axis=-2, keepdims=True), 1e-9) / 127
    return np.rint(matrix / worth).astype(np.int8), worth.astype(np.float32)


def store(path: Path, tagger: Tagger, signs: Sequence[str]) -> None:
    """The network for these characters, in whole numbers (kg.extraction.tagging.network.Network)."""
    own = {name: value.detach().double().numpy() for name, value in tagger.named_parameters()}
    known = vocabulary()
    points = sorted({ord(sign) for sign in signs if row_of(sign, known) != known["OOV"]})
    embedding = own["embedding.weight"][[known["OOV"], *(row_of(chr(point), known) for point in points)]]
    digits, worth = whole(embedding)
    arrays: dict[str, np.ndarray] = {"signs": np.array(points, np.uint32), "embedding": digits,
                                     "scale": np.array(SCALE), "types": np.array(TYPES)}

    def add(name: str, matrix: np.ndarray, unit: float | np.ndarray = 1 / STATE) -> None:
        arrays[name], worths = whole(matrix)
        arrays[f"{name}_worth"] = (worths * unit).astype(np.float32)

    # Of each way two gates, which come halved, and a candidate.
    half = np.tile(np.repeat([0.5, 0.5, 1.0], SIZE), 2)

    for number, layer in ((1, "first"), (2, "second")):
        inputs = np.concatenate(list(own[f"{layer}.inputs"]), axis=1)
        add(f"inputs{number}", inputs * worth.T if number == 1 else inputs, half if number == 1 else half / STATE)
        arrays[f"bias{number}"] = (own[f"{layer}.bias"].reshape(-1) * half).astype(np.float32)
        add(f"gates{number}", own[f"{layer}.gates"], 0.5 / STATE)
        add(f"candidates{number}", own[f"{layer}.candidates"])
    kept = len(TYPES) * 3
    weights, bias = own["out.weight"].T[:, :kept], own["out.bias"][:kept]
    add("out", weights[:2 * SIZE])
    arrays["told"] = (np.rint(own["told"] @ own["told_in.weight"].T * 1024) / 1024 * half).astype(np.float32)
    around = weights[2 * SIZE:].reshape(3, TOLD, kept)
    arrays["told_out"] = np.rint(np.einsum("tch,ohl->otcl", own["told"], around) * SCALE).astype(np.int32)
    arrays["bias_out"] = np.rint(bias * SCALE).astype(np.int32)
    arrays["transitions"] = np.rint(tagger.chains().detach().numpy()[:len(TYPES)] * SCALE).astype(np.int32)
    np.savez_compressed(path, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=Path, metavar="FOLDER", help="texts of the government work reports")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read the texts")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    data = sentences(args.reports, args.jobs)
    print(f"{len(data)} sentences, {sum(len(sentence.text) for sentence in data)} characters", flush=True)
    tagger = train(data, args.epochs)
    common = {chr(point) for point in range(0x20, 0x7F)} | {chr(point) for point in range(0xFF01, 0xFF5F)}
    common |= {bytes((0xA1 + high, 0xA1 + low)).decode("gb2312", "ignore") for high in range(87) for low in range(94)}
    common |= {sign for sentence in data for sign in sentence.text}
    store(args.output, tagger, sorted(sign for sign in common if sign))


if __name__ == "__main__":
    main()
