"""What the database itself enforces and shows: triggers that refuse any change, and views for an analyst.

The views use plain column names and carry the evidence text, so that a book opened in a table viewer reads
like the spreadsheet it replaces. They are written for SQLite; another database brings its own such file.
"""

from sqlalchemy import Table

from musterbook.book.tables import ENTRY_TABLES

REFUSAL = (
    "a Musterbook book only grows: nothing in it is changed or deleted. "
    "To mend a position, add a decision about it: accept, correct, reject, merge or undo"
)


def triggers() -> list[str]:
    """No UPDATE, no DELETE, and no REPLACE (which SQLite carries out without firing a delete trigger)."""
    return [statement for table in ENTRY_TABLES for statement in _triggers_of(table)]


def _triggers_of(table: Table) -> list[str]:
    same = "id = NEW.id OR sha256 = NEW.sha256" if "sha256" in table.c else "id = NEW.id"
    name = table.name
    raising = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {raising}",
        f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {raising}",
        f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} "
        f"WHEN EXISTS (SELECT 1 FROM {name} WHERE {same}) {raising}",
    ]


DOCUMENTS_VIEW = """
CREATE VIEW v_documents AS
SELECT d.id AS document, d.title, d.outlet, d.url, d.published, d.language, d.recorded,
       (SELECT count(*) FROM positions p WHERE p.document_id = d.id) AS positions,
       (SELECT count(*) FROM claims c WHERE c.document_id = d.id) AS claims,
       d.text
FROM documents d
"""

# A decision is in force unless a later undo took it back: undo takes back the last one still in force, so a
# decision holds exactly while the running count (decisions less undos) never falls below its own.
DECISIONS_VIEW = """
CREATE VIEW v_decisions AS
WITH counted AS (
  SELECT d.*, sum(CASE WHEN decision = 'undo' THEN -1 ELSE 1 END)
              OVER (PARTITION BY position_id ORDER BY id) AS standing
  FROM decisions d),
least AS (
  SELECT c.*, min(standing) OVER (PARTITION BY position_id ORDER BY id
              ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS later
  FROM counted c)
SELECT id AS number, position_id AS position, decision, reviewer, note, into_id AS merged_into,
       correction, recorded, (decision <> 'undo' AND coalesce(later, standing) >= standing) AS in_force
FROM least
"""

POSITIONS_VIEW = """
CREATE VIEW v_positions AS
WITH latest AS (
  SELECT position, max(number) AS number FROM v_decisions WHERE in_force GROUP BY position),
mended AS (
  SELECT position, max(number) AS number FROM v_decisions
  WHERE in_force AND decision = 'correct' GROUP BY position),
laid AS (
  SELECT p.*, m.correction AS correction, v.decision AS decision, v.reviewer AS reviewer, v.note AS note,
         v.merged_into AS merged_into
  FROM positions p
  LEFT JOIN latest l ON l.position = p.id LEFT JOIN v_decisions v ON v.number = l.number
  LEFT JOIN mended n ON n.position = p.id LEFT JOIN v_decisions m ON m.number = n.number)
SELECT
  l.id AS position,
  CASE l.decision WHEN 'reject' THEN 'rejected' WHEN 'merge' THEN 'merged' WHEN 'accept' THEN 'accepted'
                  WHEN 'correct' THEN 'accepted' ELSE 'proposed' END AS state,
  {fields},
  l.reviewer, l.note, l.merged_into, l.correction IS NOT NULL AS corrected,
  d.outlet, d.title, d.url, d.published, d.recorded, l.document_id AS document
FROM laid l JOIN documents d ON d.id = l.document_id
"""

# column of the view -> (column of the table, path in the exchange form of a correction)
_FIELDS = {
    "actor": ("l.actor", "$.actor"),
    "actor_as_printed": ("l.actor_text", "$.actor_text"),
    "kind": ("l.kind", "$.kind"),
    "subject": ("l.subject", "$.on"),
    "place": ("l.place", "$.where"),
    "stance": ("l.stance", "$.stance"),
    "level": ("l.level", "$.level"),
    "quantity_low": ("CAST(l.quantity_low AS REAL)", "$.quantity.low"),
    "quantity_high": ("CAST(l.quantity_high AS REAL)", "$.quantity.high"),
    "unit": ("l.unit", "$.quantity.unit"),
    "quantity_words": ("l.quantity_words", "$.quantity.words"),
    "conditions": ("l.conditions", "$.conditions"),
    "caveats": ("l.caveats", "$.caveats"),
    "reason": ("l.reason", "$.reason"),
    "speaker": ("l.speaker", "$.speaker"),
    "source_kind": ("l.source_kind", "$.source_kind"),
    "third_party": ("l.third_party", "$.third_party"),
    "superseded": ("l.superseded", "$.superseded"),
    "day": ("l.day", "$.day"),
    "evidence_text": ("l.evidence_text", "$.evidence_text"),
    "confidence": ("l.confidence", "$.confidence"),
}

CLAIMS_VIEW = """
CREATE VIEW v_claims AS
SELECT c.id AS claim, c.kind, c.what, CAST(c.low AS REAL) AS low, CAST(c.high AS REAL) AS high, c.unit,
       c.subject, c.enablers, c.from_day, c.to_day, c.day, c.evidence_text, d.outlet, d.title, d.url,
       d.published, d.recorded, c.document_id AS document
FROM claims c JOIN documents d ON d.id = c.document_id
"""

CURRENT_VIEW = """
CREATE VIEW v_current AS
WITH ranked AS (
  SELECT p.*, CASE WHEN third_party THEN 0 WHEN source_kind = 'anonymous' THEN 1 ELSE 2 END AS source_rank
  FROM v_positions p WHERE state IN ('proposed', 'accepted') AND NOT superseded),
placed AS (
  SELECT r.*, rank() OVER (PARTITION BY actor, subject, place ORDER BY source_rank DESC, day DESC) AS n
  FROM ranked r),
latest AS (SELECT * FROM placed WHERE n = 1)
SELECT actor, kind, subject, place, stance, level,
       (SELECT min(o.level) < max(o.level) FROM latest o WHERE o.actor = l.actor AND o.subject = l.subject
        AND o.place IS l.place) AS in_conflict,
       quantity_low, quantity_high, unit, quantity_words, conditions, caveats, reason, speaker, source_kind,
       third_party, day, state, evidence_text, outlet, title, url, position, document
FROM latest l
"""


def _field(name: str, column: str, path: str) -> str:
    corrected = f"json_extract(l.correction, '{path}')"
    return f"CASE WHEN l.correction IS NULL THEN {column} ELSE {corrected} END AS {name}"


def views() -> list[str]:
    """The readable views, in the order in which they build on one another."""
    fields = ",\n  ".join(_field(name, *sources) for name, sources in _FIELDS.items())
    positions = POSITIONS_VIEW.replace("{fields}", fields)
    return [DOCUMENTS_VIEW, DECISIONS_VIEW, positions, CLAIMS_VIEW, CURRENT_VIEW]
