import type { ContactRow, StudentRow } from './wonde-rows.js';

export interface KeptContact {
  row: ContactRow;
  children: { id: string; priority?: number | null }[];
}

/**
 * The contacts that come in, with the children they come in for: parental responsibility for the child, and a plain
 * "no court order" on every link of the person (design section 3, with the settings a school starts with).
 *
 * @returns `seen`: how many contacts there are, and those of them that are kept.
 */
export function keepContacts(students: readonly StudentRow[]): { seen: number; kept: KeptContact[] } {
  const contacts = new Map<string, KeptContact>();
  const restricted = new Set<string>();
  const personOf = ({ id, upi }: ContactRow) => upi || `contact ${id}`;
  for (const student of students) {
    for (const row of student.contacts?.data ?? []) {
      const { parental_responsibility, court_order, priority } = row.relationship ?? {};
      if (court_order !== false) restricted.add(personOf(row));
      const contact = contacts.get(row.id) ?? { row, children: [] };
      contacts.set(row.id, contact);
      if (parental_responsibility !== true) continue;
      contact.children.push(priority === undefined ? { id: student.id } : { id: student.id, priority });
    }
  }
  const kept = [...contacts.values()].filter(
    ({ row, children }) => children.length > 0 && !restricted.has(personOf(row)),
  );
  return { seen: contacts.size, kept };
}
