"""How the language model of `musterbook.text` is trained, exported and measured; no part of the package."""
