import type { StudentRecord } from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { ContactOnPage, ContactPage, PupilOnPage } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { ContactRow, Outcome, StudentRow, WondePage } from '@gatehouse/wonde';
import { readStudentRow } from '@gatehouse/wonde';
import { identityOf, looseRowKey } from '../restrictions/identity-of.js';
import { ContactGatherer } from './contact-gatherer.js';
import type { GatheredKind } from './gathered-kind.js';
import { nothingOf } from './gathered-kind.js';
import { RecordGatherer } from './record-gatherer.js';
import { isPersonReadable, personKeyOf } from './person-key-of.js';
import type { SchoolIntake } from './intake.js';
import { KindIntake } from './intake.js';

/** Told of each page what may restrict somebody, before anything of it is published. */
export type OnContactPage = (page: ContactPage, isFirst: boolean) => Promise<void>;

/**
 * Reads students and the contacts nested in them. Contacts come out only if every page of students was read: otherwise
 * nobody can know all of an adult's links (design section 1, step 3). What stands under a pupil without an id, or where a
 * list of contacts belongs, is in no contact's links; whose it is the writers know (restrictions.md, rule 14). What
 * restricts is told page by page, whatever becomes of the rest: also of pages of a list that is begun anew, which is
 * gathered anew.
 *
 * @throws SchoolOverLimit
 */
export async function gatherStudents(
  pages: AsyncIterable<Outcome<WondePage>>,
  pseudonyms: Pseudonyms,
  school: SchoolIntake,
  onPage: OnContactPage,
): Promise<{ students: GatheredKind; contacts: GatheredKind }> {
  const gatherer = new RecordGatherer();
  const contactGatherer = new ContactGatherer();
  /** Pupils of whom a row does not say whose their contacts are: another row does not either. */
  const unsettled = new Set<string>();
  const pupilIntake = new KindIntake('student', school);
  const contactIntake = new KindIntake('contact', school);
  const students = nothingOf('student');
  for await (const page of pages) {
    if (!page.ok) {
      students.unreadable = page.refusal;
      break;
    }
    if (page.value.number === 1) {
      gatherer.beginAnew();
      contactGatherer.beginAnew();
      unsettled.clear();
      students.unidentified = 0;
      pupilIntake.beginAnew();
      contactIntake.beginAnew();
    }
    students.leftOut = page.value.leftOut;
    const observedAt = page.value.fetchedAt.toISOString();
    const pupils: PupilOnPage[] = [];
    const contacts: ContactOnPage[] = [];
    for (const raw of page.value.rows) {
      const row = readStudentRow(raw);
      pupilIntake.take(row);
      const recordKey = row.id === undefined ? undefined : pseudonyms.recordKey('student', row.id);
      const { kind: said } = row.contacts;
      if (recordKey !== undefined && !isList(said)) unsettled.add(recordKey);
      const identity = identityOf(row, pseudonyms);
      pupils.push({ row: recordKey, ...identity, ...(isList(said) ? {} : { contacts: said }) });
      for (const contact of contactRows(row)) {
        contactIntake.take(contact);
        // Of more than may be in memory nothing is used but who restricts whom.
        const used = contactIntake.isFull ? { ...contact, fields: {}, compared: {} } : contact;
        const shown = contactOnPage(used, recordKey, pseudonyms);
        contacts.push(shown);
        if (recordKey === undefined || !isList(said) || contactIntake.isFull) continue;
        const key = shown.isLoose ? undefined : shown.row;
        contactGatherer.add(contact, key, shown.persons[0], recordKey, observedAt);
      }
      if (recordKey === undefined) {
        students.unidentified += 1;
        continue;
      }
      const record: StudentRecord = { kind: 'student', fields: row.fields };
      if (!isPersonReadable(row)) record.personUnreadable = true;
      gatherer.add({
        recordKey,
        personKey: personKeyOf(row, pseudonyms),
        observedAt,
        record,
        ...(row.unusable && { failed: true }),
      });
    }
    await onPage({ pupils, contacts }, page.value.number === 1);
    school.check();
    if ((students.unreadable = pupilIntake.refusal)) break;
  }
  students.records = gatherer.all(students.unreadable === undefined);
  students.unusableRows = pupilIntake.rowsRefused;
  const unreadable = students.unreadable ?? contactIntake.refusal;
  const contacts: GatheredKind = {
    ...nothingOf('contact'),
    records: unreadable ? [] : contactGatherer.all(unsettled),
    unidentified: unreadable ? 0 : contactGatherer.unidentified,
    unreadable,
  };
  return { students, contacts };
}

/** All rows that can be read, also of a list that is not whole: what restricts in them acts. */
const contactRows = ({ contacts }: StudentRow): readonly ContactRow[] =>
  contacts.kind === 'not-included' ? [] : contacts.rows;

/** What was not asked for is not missed. */
const isList = (said: StudentRow['contacts']['kind']): said is 'read' | 'not-included' =>
  said === 'read' || said === 'not-included';

function contactOnPage(
  contact: ContactRow,
  child: string | undefined,
  pseudonyms: Pseudonyms,
): ContactOnPage {
  const identity = identityOf(contact, pseudonyms);
  const { courtOrder, parentalResponsibility } = contact.relationship;
  const under = child ?? UNKNOWN_CHILD;
  return {
    row:
      contact.id === undefined
        ? looseRowKey(under, identity, pseudonyms)
        : pseudonyms.recordKey('contact', contact.id),
    isLoose: contact.id === undefined,
    child: under,
    courtOrder,
    parentalResponsibility,
    fields: contact.compared ?? contact.fields,
    ...identity,
  };
}
