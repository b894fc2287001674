import { alikePairs } from '../people/alike.js';
import type { ContactReading } from './contact-reading.js';
import type { RegisterEvent } from './register-event.js';
import { saying } from './register-event.js';
import type { Sight } from './sight.js';

/** The pairs that a reading, whole or not, showed as possibly one person, and that the register does not know yet (rule 10). */
export function readAlike({ register }: Sight, reading: ContactReading): RegisterEvent[] {
  const contacts = [...reading.contacts].map(([row, { fields, children }]) => ({
    row,
    fields,
    children: [...children],
  }));
  const pairs = alikePairs(contacts).filter(([a, b]) => !register.alike.get(a)?.has(b));
  return saying([{ type: 'RowsAlike', data: { pairs } }]);
}
