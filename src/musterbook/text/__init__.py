"""From characters to sentences: cleaning that keeps offsets, boilerplate, sentences, syntax."""
