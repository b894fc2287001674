import { alikeGroups } from '../people/alike.js';
import { foldedName } from '../people/names.js';
import type { ContactReading } from './contact-reading.js';
import type { RegisterEvent } from './register-event.js';
import { saying } from './register-event.js';
import type { Sight } from './sight.js';

/** Who a reading, whole or not, showed as possibly one person, as far as the register does not know it yet (rule 10). */
export function readAlike({ register }: Sight, reading: ContactReading): RegisterEvent[] {
  const contacts = [...reading.contacts].flatMap(([row, { contents, children }]) => {
    // A row that once came with names has some, also where it came without.
    const named = contents.find(({ parts }) => foldedName(parts) !== '');
    return contents.map(({ fields, parts }) => ({
      row,
      fields,
      name: named && foldedName(parts) === '' ? named.parts : parts,
      children: [...children],
    }));
  });
  const found = new Map<string, string[]>();
  for (const { rows } of alikeGroups(contacts)) {
    const sorted = [...rows].sort();
    if (!register.areKnownAlike(sorted)) found.set(sorted.join(), sorted);
  }
  const groups = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => rows);
  return saying([{ type: 'RowsAlike', data: { groups } }]);
}
