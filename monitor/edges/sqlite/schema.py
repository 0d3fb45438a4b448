"""The schema, as the steps by which it grew. A step that was released is never edited; a change is a further step.

All times are fixed-width UTC text. Look-ups by long or hostile keys go through a hash of 16 bytes; rows stand in the
order in which they were written, so that new ones share pages.
"""

from contextlib import closing

from sqlite_utils import Database, Migrations

from monitor.edges.sqlite.carrying import carry_over

steps = Migrations("pactwatch")


@steps()
def feeds(db: Database) -> None:
    """Make room for feeds between polls, and the daemon's own small facts."""
    db.executescript("""
        CREATE TABLE feeds (
            feed TEXT PRIMARY KEY,
            due_at TEXT NOT NULL,
            polled_at TEXT,
            succeeded_at TEXT,
            baseline_at TEXT,
            etag TEXT,
            last_modified TEXT,
            failing TEXT,  -- JSON
            entries INTEGER NOT NULL,
            new_item_at TEXT
        ) STRICT;
        CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """)


@steps()
def items(db: Database) -> None:
    """Make room for items with the keys of their present version; all versions; entries; verdicts."""
    db.executescript("""
        CREATE TABLE items (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            version INTEGER NOT NULL CHECK (version >= 1),
            url_hash BLOB,
            title_hash BLOB,
            first_seen_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX items_by_url ON items (url_hash) WHERE url_hash IS NOT NULL;
        CREATE INDEX items_by_title ON items (title_hash, first_seen_at) WHERE title_hash IS NOT NULL;
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            item INTEGER NOT NULL REFERENCES items (id),
            number INTEGER NOT NULL,
            feed TEXT NOT NULL,
            publisher TEXT NOT NULL,
            entry_key TEXT NOT NULL,
            url TEXT,
            url_key TEXT NOT NULL,
            title_key TEXT NOT NULL,
            title TEXT NOT NULL,
            summary TEXT NOT NULL,
            body TEXT NOT NULL,
            lang TEXT NOT NULL,
            published_at TEXT,
            certainty TEXT NOT NULL CHECK (certainty IN ('exact', 'day', 'updated', 'future', 'undated')),
            first_seen_at TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            aggregator INTEGER NOT NULL CHECK (aggregator IN (0, 1)),
            UNIQUE (item, number)
        ) STRICT;
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,  -- of feed and entry_key
            item INTEGER NOT NULL REFERENCES items (id),
            feed TEXT NOT NULL,
            entry_key TEXT NOT NULL,
            seen_at TEXT NOT NULL,
            why TEXT NOT NULL
        ) STRICT;
        CREATE TABLE verdicts (
            version INTEGER PRIMARY KEY REFERENCES versions (id),
            rulebook TEXT NOT NULL,
            matches TEXT NOT NULL,  -- JSON
            error TEXT
        ) STRICT;
        CREATE INDEX verdicts_in_error ON verdicts (version) WHERE error IS NOT NULL;
    """)


@steps()
def incidents(db: Database) -> None:
    """Make room for incidents with their members, and which items those are."""
    db.executescript("""
        CREATE TABLE incidents (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            key_hash BLOB,
            key TEXT NOT NULL,
            commitment TEXT NOT NULL,
            rule TEXT NOT NULL,
            kind TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'retracted')),
            day TEXT NOT NULL,
            places TEXT NOT NULL,  -- JSON
            windows TEXT NOT NULL,  -- JSON
            boundary INTEGER NOT NULL CHECK (boundary IN (0, 1)),
            members TEXT NOT NULL,  -- JSON
            corroborated INTEGER NOT NULL CHECK (corroborated IN (0, 1)),
            disputed INTEGER NOT NULL CHECK (disputed IN (0, 1)),
            opened_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            told_reasons TEXT NOT NULL  -- JSON
        ) STRICT;
        CREATE UNIQUE INDEX incidents_open ON incidents (key_hash) WHERE state = 'open';
        CREATE INDEX incidents_by_change ON incidents (changed_at);
        CREATE INDEX incidents_of_commitment ON incidents (commitment, changed_at);
        CREATE TABLE members (
            item INTEGER NOT NULL REFERENCES items (id),
            incident INTEGER NOT NULL REFERENCES incidents (number),
            PRIMARY KEY (item, incident)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX members_of_incident ON members (incident);
    """)


@steps()
def outbox(db: Database) -> None:
    """Make room for deliveries and the ledger of attempts.

    A row outlives the incident it tells: it refers to it by name only.
    """
    db.executescript("""
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            receiver TEXT NOT NULL,
            incident TEXT,
            reason TEXT NOT NULL,
            dedup_key TEXT NOT NULL,
            notice TEXT NOT NULL,  -- JSON
            state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'dead')),
            created_at TEXT NOT NULL,
            due_at TEXT NOT NULL,
            detail TEXT NOT NULL,
            sent_at TEXT,
            UNIQUE (receiver, dedup_key)
        ) STRICT;
        CREATE INDEX deliveries_by_state ON deliveries (state, id);
        CREATE INDEX deliveries_pending ON deliveries (receiver, id) WHERE state = 'pending';
        CREATE TABLE attempts (
            delivery INTEGER NOT NULL REFERENCES deliveries (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            started_at TEXT NOT NULL,
            ended_at TEXT,
            outcome TEXT NOT NULL CHECK (outcome IN ('started', 'sent', 'retry', 'rejected', 'unknown')),
            detail TEXT NOT NULL,
            PRIMARY KEY (delivery, number)
        ) STRICT, WITHOUT ROWID;
    """)


@steps()
def told(db: Database) -> None:
    """Remember of each incident what people were shown last, and find by its key one that was retracted."""
    db.executescript("""
        CREATE INDEX incidents_by_key ON incidents (key_hash);
        ALTER TABLE incidents RENAME COLUMN told_reasons TO told;
        UPDATE incidents SET told = json_object(
            'reasons', json(told),
            'corroborated', json(iif(corroborated AND json_array_length(told), 'true', 'false')),
            'disputed', json('false'),
            'places', json(iif(json_array_length(told), places, '[]'))
        );
    """)


@steps()
def forgiven(db: Database) -> None:
    """Remember how many tries of a delivery came before it was queued by hand: they count against it no more."""
    db.executescript("ALTER TABLE deliveries ADD COLUMN forgiven INTEGER NOT NULL DEFAULT 0")


@steps()
def habits_of_feeds(db: Database) -> None:
    """Make room for a feed's pace, habit and faults, its new address and its end.

    Every feed is read in full at its next poll, for an answer that nothing changed would leave its habit unknown.
    """
    db.executescript("""
        ALTER TABLE feeds ADD COLUMN moved TEXT;
        ALTER TABLE feeds ADD COLUMN stopped_at TEXT;
        ALTER TABLE feeds ADD COLUMN pace TEXT;  -- JSON
        ALTER TABLE feeds ADD COLUMN undated INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feeds ADD COLUMN faults TEXT NOT NULL DEFAULT '[]';  -- JSON
        ALTER TABLE feeds ADD COLUMN habit_seconds INTEGER;
        ALTER TABLE feeds ADD COLUMN ttl_seconds INTEGER;
        UPDATE feeds SET etag = NULL, last_modified = NULL;
    """)


@steps()
def resemblance(db: Database) -> None:
    """Make room for the bands by which texts are found, and for whose text a version copies."""
    db.executescript("""
        ALTER TABLE versions ADD COLUMN copy_of INTEGER REFERENCES items (id);
        CREATE TABLE texts (
            item INTEGER PRIMARY KEY REFERENCES items (id),
            saved_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX texts_by_age ON texts (saved_at);
        CREATE TABLE bands (
            band INTEGER NOT NULL,
            item INTEGER NOT NULL REFERENCES texts (item) ON DELETE CASCADE,
            PRIMARY KEY (band, item)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX bands_of_item ON bands (item);
    """)


@steps()
def labels(db: Database) -> None:
    """Make room for what analysts say of items."""
    db.executescript("""
        CREATE TABLE labels (
            item INTEGER NOT NULL REFERENCES items (id),
            rule TEXT NOT NULL,  -- empty: every rule without a label of its own
            verdict TEXT NOT NULL CHECK (verdict IN ('fire', 'ignore', 'denied')),
            author TEXT NOT NULL,
            note TEXT NOT NULL,
            at TEXT NOT NULL,
            match TEXT,  -- JSON
            PRIMARY KEY (item, rule)
        ) STRICT, WITHOUT ROWID;
    """)


@steps()
def threads(db: Database) -> None:
    """Remember what services call the messages that they accepted, so that later ones can follow them."""
    db.executescript("""
        ALTER TABLE deliveries ADD COLUMN reference TEXT;
        CREATE INDEX deliveries_followed ON deliveries (incident, receiver) WHERE reference IS NOT NULL;
    """)


@steps()
def ledger(db: Database) -> None:
    """Make room for notices that are held, folded into another letter, or muted, with the reason; and for silences.

    The states of a row are a check of its table, which cannot be altered: both tables are written anew, the attempts
    first, so that nothing refers to what is dropped.
    """
    db.executescript("""
        CREATE TABLE ledger (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            receiver TEXT NOT NULL,
            incident TEXT,
            reason TEXT NOT NULL,
            dedup_key TEXT NOT NULL,
            notice TEXT NOT NULL,  -- JSON
            state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'dead', 'held', 'folded', 'muted')),
            created_at TEXT NOT NULL,
            due_at TEXT NOT NULL,
            detail TEXT NOT NULL,
            sent_at TEXT,
            forgiven INTEGER NOT NULL DEFAULT 0,
            reference TEXT,
            cause TEXT,
            batch TEXT NOT NULL DEFAULT '',
            told_in TEXT,
            UNIQUE (receiver, dedup_key)
        ) STRICT;
        INSERT INTO ledger (id, receiver, incident, reason, dedup_key, notice, state, created_at, due_at, detail,
            sent_at, forgiven, reference)
        SELECT id, receiver, incident, reason, dedup_key, notice, state, created_at, due_at, detail,
            sent_at, forgiven, reference
        FROM deliveries ORDER BY id;
        CREATE TABLE tries (
            delivery INTEGER NOT NULL REFERENCES ledger (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            started_at TEXT NOT NULL,
            ended_at TEXT,
            outcome TEXT NOT NULL CHECK (outcome IN ('started', 'sent', 'retry', 'rejected', 'unknown')),
            detail TEXT NOT NULL,
            PRIMARY KEY (delivery, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO tries SELECT delivery, number, started_at, ended_at, outcome, detail FROM attempts;
        DROP TABLE attempts;
        DROP TABLE deliveries;
        ALTER TABLE ledger RENAME TO deliveries;
        ALTER TABLE tries RENAME TO attempts;
        CREATE INDEX deliveries_by_state ON deliveries (state, id);
        CREATE INDEX deliveries_pending ON deliveries (receiver, id) WHERE state = 'pending';
        CREATE INDEX deliveries_followed ON deliveries (incident, receiver) WHERE reference IS NOT NULL;
        CREATE INDEX deliveries_held ON deliveries (due_at, id) WHERE state = 'held';
        CREATE INDEX deliveries_of_batch ON deliveries (receiver, batch, due_at) WHERE batch <> '';
        CREATE INDEX deliveries_of_receiver ON deliveries (receiver, created_at);
        CREATE INDEX deliveries_by_due_time ON deliveries (receiver, due_at);
        CREATE INDEX deliveries_of_incident ON deliveries (incident, id) WHERE incident IS NOT NULL;
        CREATE TABLE silences (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            match TEXT NOT NULL,  -- JSON
            author TEXT NOT NULL,
            comment TEXT NOT NULL,
            created_at TEXT NOT NULL,
            expires_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX silences_by_expiry ON silences (expires_at);
    """)


@steps()
def member_rows(db: Database) -> None:
    """Make members rows of their own, and room for what became of an incident, for what people decided, for denials.

    What was known of each member is carried over, and who stands behind each incident is counted by it.
    """
    known = list(db.execute("SELECT number, members FROM incidents ORDER BY number"))
    db.executescript("""
        ALTER TABLE versions ADD COLUMN family TEXT;
        ALTER TABLE versions ADD COLUMN side TEXT;
        ALTER TABLE versions ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
        DROP INDEX incidents_open;
        DROP INDEX incidents_by_key;
        ALTER TABLE incidents DROP COLUMN key;
        ALTER TABLE incidents DROP COLUMN key_hash;
        ALTER TABLE incidents DROP COLUMN members;
        ALTER TABLE incidents ADD COLUMN day_named INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE incidents ADD COLUMN sources TEXT NOT NULL DEFAULT '{}';  -- JSON, as the following ones
        ALTER TABLE incidents ADD COLUMN said TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE incidents ADD COLUMN traces TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE incidents ADD COLUMN by_hand TEXT NOT NULL DEFAULT '{}';
        CREATE INDEX incidents_of_days ON incidents (rule, day, changed_at);
        DROP TABLE members;
        CREATE TABLE members (
            number INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL REFERENCES incidents (number),
            item INTEGER NOT NULL REFERENCES items (id),
            main INTEGER NOT NULL CHECK (main IN (0, 1)),
            reports INTEGER NOT NULL CHECK (reports IN (0, 1)),
            publisher TEXT NOT NULL,
            origin TEXT,
            listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
            member TEXT NOT NULL,  -- JSON
            UNIQUE (item, incident)
        ) STRICT;
        CREATE INDEX members_in_order ON members (incident, number);
        CREATE INDEX members_by_publisher ON members (incident, publisher, reports);
        CREATE INDEX members_by_origin ON members (incident, origin, listed) WHERE origin IS NOT NULL;
        CREATE TABLE ties (
            incident INTEGER NOT NULL REFERENCES incidents (number),
            tie BLOB NOT NULL,
            voice INTEGER NOT NULL,
            PRIMARY KEY (incident, tie)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE episodes (
            id INTEGER PRIMARY KEY,
            incident TEXT NOT NULL,
            at TEXT NOT NULL,
            turn TEXT NOT NULL,
            why TEXT NOT NULL,
            item INTEGER,
            author TEXT NOT NULL
        ) STRICT;
        CREATE INDEX episodes_of_incident ON episodes (incident, id);
        CREATE TABLE bars (
            item INTEGER NOT NULL REFERENCES items (id),
            incident TEXT NOT NULL,
            PRIMARY KEY (item, incident)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE denials (
            id INTEGER PRIMARY KEY,
            item INTEGER NOT NULL REFERENCES items (id),
            rule TEXT NOT NULL,
            said_on TEXT NOT NULL,
            match TEXT NOT NULL  -- JSON
        ) STRICT;
        CREATE INDEX denials_of_days ON denials (rule, said_on);
        CREATE INDEX denials_of_item ON denials (item);
    """)
    for number, members in known:
        carry_over(db, number, members)


def known_steps() -> frozenset[str]:
    """Return the names of the steps that this program knows."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        return frozenset(step.name for step in steps.pending(empty))
