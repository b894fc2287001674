import type { StudentRecord } from '@gatehouse/contracts';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { Outcome, WondePage } from '@gatehouse/wonde';
import { readStudentRow } from '@gatehouse/wonde';
import { ContactGatherer } from './contact-gatherer.js';
import type { GatheredKind } from './gathered-kind.js';
import { RecordGatherer } from './record-gatherer.js';
import { isPersonReadable, personKeyOf } from './person-key-of.js';
import type { ReadReport } from './read-report.js';

/**
 * Reads students and the contacts nested in them. Contacts come out only if every student row was read, with its id
 * and its contacts: otherwise nobody can know all of an adult's links (design section 1, step 3).
 */
export async function gatherStudents(
  pages: AsyncIterable<Outcome<WondePage>>,
  pseudonyms: Pseudonyms,
  report: ReadReport,
): Promise<{ students: GatheredKind; contacts: GatheredKind }> {
  const gatherer = new RecordGatherer();
  const contactGatherer = new ContactGatherer(pseudonyms);
  const students: GatheredKind = { kind: 'student', records: [], unidentified: 0, unreadable: undefined };
  let rowsWithoutContacts = 0;
  for await (const page of pages) {
    if (!page.ok) {
      students.unreadable = page.refusal;
      break;
    }
    const observedAt = page.value.fetchedAt.toISOString();
    for (const raw of page.value.rows) {
      const row = readStudentRow(raw);
      report.onUnreadable('student', row.unreadable);
      if (row.id === undefined) {
        students.unidentified += 1;
        continue;
      }
      const recordKey = pseudonyms.recordKey('student', row.id);
      const personKey = personKeyOf(row, pseudonyms);
      const record: StudentRecord = { kind: 'student', fields: row.fields };
      if (!isPersonReadable(row)) record.personUnreadable = true;
      gatherer.add({ recordKey, personKey, observedAt, record });
      if (row.contacts.kind !== 'read') rowsWithoutContacts += 1;
      else {
        for (const contact of row.contacts.rows) {
          report.onUnreadable('contact', contact.unreadable);
          contactGatherer.add(contact, recordKey, observedAt);
        }
      }
    }
    report.onRead(page.value.rows.length);
  }
  students.records = gatherer
    .all()
    .map((student) =>
      contactGatherer.unsettled.has(student.recordKey)
        ? { ...student, record: { ...student.record, contactsUnsettled: true } as StudentRecord }
        : student,
    );
  const unreadable = contactsUnreadable(students, rowsWithoutContacts);
  const contacts: GatheredKind = {
    kind: 'contact',
    records: unreadable ? [] : contactGatherer.all(),
    unidentified: unreadable ? 0 : contactGatherer.unidentified,
    unreadable,
  };
  return { students, contacts };
}

function contactsUnreadable(students: GatheredKind, rowsWithoutContacts: number): GatheredKind['unreadable'] {
  if (students.unreadable) return students.unreadable;
  if (students.unidentified > 0) {
    const message = `${students.unidentified} student rows have no readable id, so their contacts' links are unknown.`;
    return { code: 'BAD_ANSWER', message };
  }
  if (rowsWithoutContacts > 0) {
    const message = `${rowsWithoutContacts} student rows came without readable contacts. Ask Wonde to check the integration.`;
    return { code: 'BAD_ANSWER', message };
  }
  return undefined;
}
