import type { ContactRow, StudentContacts } from './row-types.js';

/**
 * The contacts of a student whose row is over its limit: nobody takes them for all contacts, and those that restrict are
 * told all the same.
 */
export function contactsOverLimit(contacts: StudentContacts): StudentContacts {
  if (contacts.kind === 'not-included') return contacts;
  return { kind: 'unreadable', rows: contacts.rows.filter(restricts) };
}

function restricts({ relationship }: ContactRow): boolean {
  const { courtOrder, parentalResponsibility } = relationship;
  return (
    courtOrder === 'true' ||
    courtOrder === 'unreadable' ||
    parentalResponsibility === 'false' ||
    parentalResponsibility === 'unreadable'
  );
}
