"""What it adds up to: pure functions of a situation, a scenario and a question.

The way through this room: ``engine.ask`` reads the options, ``stage`` lays suppositions and changes over
the situation, ``wiring`` turns it into the gates of ``network``, and one module per question reads the
answer off.
"""

from musterbook.assessment.engine import QUESTIONS, Answer, answer_line, ask

__all__ = ["QUESTIONS", "Answer", "answer_line", "ask"]
