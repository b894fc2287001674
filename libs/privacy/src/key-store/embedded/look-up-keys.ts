import type { SqlDatabase } from '@gatehouse/sqlite';
import type { KeyAnswer } from '../key-store.port.js';

interface KeyRow {
  destroyed: number | null;
  wrapped: ArrayBuffer | null;
}

/** One query for all ids; the answers come in the order of the ids. */
export function lookUpKeys(db: SqlDatabase, ids: readonly string[]): KeyAnswer[] {
  if (ids.length === 0) return [];
  const sql = `
    SELECT k.destroyed, CASE k.destroyed WHEN 0 THEN k.wrapped END AS wrapped
    FROM json_each(?) AS asked LEFT JOIN keys AS k ON k.id = asked.value ORDER BY asked.key`;
  return db.all<KeyRow>(sql, [JSON.stringify(ids)]).map((row): KeyAnswer => {
    if (row.destroyed === null) return { state: 'unknown' };
    if (row.wrapped === null) return { state: 'destroyed' };
    return { state: 'active', wrapped: Buffer.from(row.wrapped) };
  });
}
