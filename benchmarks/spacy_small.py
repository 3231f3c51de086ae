"""A spaCy pipeline of the shape of its small English model, with random weights: only its speed counts.

The parts and sizes are those of ``en_core_web_sm`` (tok2vec of width 96 and depth 4, tagger, parser,
attribute ruler, ner with a tok2vec of its own), less the lemmatizer. What such a network costs depends little
on what it has learned; as spaCy starts it, it answers alike everywhere, which was found to be a little faster
than answering at random. Needs ``benchmarks/requirements.txt``; knows nothing of Musterbook.
"""

from collections.abc import Sequence
from typing import Any

SENTENCE = "the minister said that France would send two thousand soldiers to Ukraine if a ceasefire holds ."
TAGS, LABELS, ENTITIES = 50, 45, 18
EXAMPLES = 360  # a label seen fewer than 30 times would be dropped
ROWS = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500, "SPACY": 50, "IS_SPACE": 50}


def small() -> Any:
    """The pipeline, initialised from made-up examples that hold as many labels as the English ones do."""
    import spacy

    language = spacy.blank("en")
    language.add_pipe("tok2vec", config={"model": vectors()})
    language.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener()}}
    )
    language.add_pipe("parser", config={"model": transitions("parser", listener())})
    ruler: Any = language.add_pipe("attribute_ruler")
    language.add_pipe("ner", config={"model": transitions("ner", vectors())})
    language.initialize(lambda: examples(language.vocab))
    ruler.add_patterns([{"patterns": [[{"TAG": f"T{k}"}]], "attrs": {"POS": "NOUN"}} for k in range(TAGS)])
    return language


def vectors() -> dict[str, Any]:
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": list(ROWS),
        "rows": list(ROWS.values()),
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    return {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}


def listener() -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def transitions(kind: str, source: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": source,
    }


def examples(vocabulary: Any) -> list[Any]:
    from spacy.tokens import Doc
    from spacy.training import Example

    words = SENTENCE.split()
    size, made = len(words), []
    for k in range(EXAMPLES):
        step = 1 if k % 2 else -1  # half of the trees lean to the right, half to the left
        root = size - 1 if k % 2 else 0
        marked = Doc(
            vocabulary,
            words=words,
            tags=[f"T{(3 * i + k) % TAGS}" for i in range(size)],
            heads=[i if i == root else i + step for i in range(size)],
            deps=["ROOT" if i == root else f"d{(i + k) % LABELS}" for i in range(size)],
            ents=["O"] * 3 + [f"B-E{k % ENTITIES}"] + ["O"] * (size - 4),
        )
        made.append(Example(Doc(vocabulary, words=words), marked))
    return made


def read_all(language: Any, texts: Sequence[str]) -> int:
    """All texts through the pipeline as it is fastest, in batches; how many tokens it cut them into."""
    return sum(len(document) for document in language.pipe(texts))
