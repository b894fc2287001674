/**
 * Keys are written behind one another and never move: when SQLite rearranges a page, copies of other rows can stay
 * behind in its unused space, also with `secure_delete`. So `keys` only grows, a destroyed key is overwritten in place
 * by as many zeros, and everything that is searched lives in indexes, which hold ids alone.
 */
export const keyStoreSchema = [
  `CREATE TABLE keys (
     slot INTEGER PRIMARY KEY,
     id TEXT NOT NULL,
     destroyed INTEGER NOT NULL,
     wrapped BLOB NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX key_ids ON keys (id);
   CREATE INDEX active_key_ids ON keys (id) WHERE destroyed = 0;`,
];
