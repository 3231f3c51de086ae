"""What it adds up to: pure functions of a situation, a scenario and a question.

The way through this room: ``engine.ask`` reads the ``options``; ``activation`` lays suppositions and
changes over the situation and turns it into the gates of ``kernel``; ``changing``, ``consenting`` and
``filling`` read their answers off, ``rotating`` plans with what is filled; ``telling`` says why. Imports
run one way, towards ``kernel``.
"""

from musterbook.assessment.engine import QUESTIONS, Answer, answer_line, ask

__all__ = ["QUESTIONS", "Answer", "answer_line", "ask"]
