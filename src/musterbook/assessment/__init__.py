"""What it adds up to: pure functions of a situation, a scenario and a question.

The way through this room: ``engine.ask`` reads the ``options``; ``activation`` lays suppositions and
changes over the situation and turns it into the gates of ``kernel``; ``changing``, ``planning`` and
``consenting`` read their answers off; ``telling`` says why. Imports run in that order and never back.
"""

from musterbook.assessment.engine import QUESTIONS, Answer, answer_line, ask

__all__ = ["QUESTIONS", "Answer", "answer_line", "ask"]
