"""From bytes to sentences: cleaning, HTML, boilerplate, sentences and syntax; every offset leads back."""
