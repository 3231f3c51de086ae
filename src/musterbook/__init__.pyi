from musterbook import examples as examples
from musterbook.book import Book as Book
from musterbook.codebook import default_codebook as default_codebook
from musterbook.codebook import load_codebook as load_codebook
from musterbook.desk.asking import ask as ask
from musterbook.desk.asking import situation as situation
from musterbook.desk.evaluate import evaluate as evaluate
from musterbook.errors import MusterbookError as MusterbookError
from musterbook.model.document import Document as Document
from musterbook.model.position import Position as Position
from musterbook.model.reading import Reading as Reading
from musterbook.model.situation import Situation as Situation
from musterbook.model.situation import parse_situation as parse_situation
from musterbook.reports.python import brief as brief
from musterbook.reports.python import read as read

__version__: str
__all__: list[str]
