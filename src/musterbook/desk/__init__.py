"""The use-cases a person has - read, review, ask, compare - as plain functions, shared by every face."""
