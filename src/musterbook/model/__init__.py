"""The frozen values that every layer hands to the next: no input or output happens here."""
