import type { RawRecord } from '../json.js';
import type { SchoolData } from '../world/school-data.js';

/** One in this many. */
const SHARE = 10;

/**
 * Gives some students and employees the `mis_id` and `upi` of a contact who is somebody else: of another family, of
 * another first name. A recorded student and contact shared both (wonde-api section 14).
 */
export function collideUpis({ students, employees, contacts, links }: SchoolData): void {
  const taken = new Set<RawRecord>();
  for (const person of [...everyOther(students), ...everyOther(employees)]) {
    const own = new Set(links.filter(({ student }) => student === person).map(({ contact }) => contact));
    const stranger = contacts.find(
      (contact) =>
        !taken.has(contact) &&
        !own.has(contact) &&
        typeof contact['upi'] === 'string' &&
        contact['upi'] !== person['upi'] &&
        contact['forename'] !== person['forename'],
    );
    if (stranger === undefined) return;
    taken.add(stranger);
    person['mis_id'] = stranger['mis_id'] ?? null;
    person['upi'] = stranger['upi'] ?? null;
  }
}

const everyOther = (people: RawRecord[]): RawRecord[] =>
  people.filter((_, position) => position % SHARE === 0);
