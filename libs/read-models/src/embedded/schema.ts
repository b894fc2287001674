/**
 * Documents hold clear text, and what is replaced or withdrawn must be gone from the file (design section 4). When
 * SQLite rearranges a page, copies of other rows can stay behind in its unused space, also with `secure_delete`. So
 * bodies lie in slots that never move and never change their size: a slot is overwritten in place, with the next body
 * or with blanks, and `documents`, which is rearranged, holds pseudonyms and numbers alone.
 */
export const readModelsSchema = [
  `CREATE TABLE documents (
     collection TEXT NOT NULL,
     school TEXT NOT NULL,
     id TEXT NOT NULL,
     rev INTEGER NOT NULL,
     slot INTEGER,
     size INTEGER,
     PRIMARY KEY (collection, school, id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE slots (
     slot INTEGER PRIMARY KEY,
     body TEXT NOT NULL
   ) STRICT;
   CREATE TABLE free_slots (
     size INTEGER NOT NULL,
     slot INTEGER NOT NULL,
     PRIMARY KEY (size, slot)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE checkpoints (
     name TEXT PRIMARY KEY,
     position TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];
