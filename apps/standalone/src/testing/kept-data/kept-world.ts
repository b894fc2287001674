import type { RawRecord } from '@gatehouse/wonde-sandbox';
import { emptySchool } from '@gatehouse/wonde-sandbox';
import type { KeptSchool, SchoolChange } from './kept-source.js';

/** Records of every sort; one that is revoked, so that it is erased; one that loses most of its pupils, so that they are held. */
export const EVERY_SORT = 'A1930499544';
export const REVOKED = 'A1930499545';
export const HELD = 'A1930499546';

const person = (id: string): RawRecord => ({
  id,
  upi: `upi-${id}`,
  mis_id: `mis-${id}`,
  forename: `Forename ${id}`,
  surname: `Surname ${id}`,
  legal_forename: `Legal forename ${id}`,
  legal_surname: `Legal surname ${id}`,
});
const details = (id: string): RawRecord => ({
  contact_details: {
    data: {
      emails: { email: `${id}@example.test`, primary: null, home: null, work: null },
      phones: { phone: null, primary: null, home: null, work: null, mobile: `07700 ${id}` },
      addresses: { home: { house_number: '1', street: `Street ${id}`, town: 'Ely', postcode: 'CB7 1AA' } },
    },
  },
});
const CARER: RawRecord = {
  parental_responsibility: true,
  court_order: false,
  priority: 1,
  relationship: 'Mother',
};
/** A contact as it stands under one pupil. */
export const contact = (id: string, relationship: RawRecord = {}, other: RawRecord = {}): RawRecord => ({
  ...person(id),
  title: `Title ${id}`,
  ...details(id),
  relationship: { ...CARER, ...relationship },
  ...other,
});
/** A pupil with their contacts. */
export const student = (id: string, ...contacts: RawRecord[]): RawRecord => ({
  ...person(id),
  contacts: { data: contacts },
});
const employee = (id: string, current: boolean): RawRecord => ({
  ...person(id),
  title: `Title ${id}`,
  ...details(id),
  employment_details: { data: { current } },
});
const members = (...ids: string[]) => ({ data: ids.map((id) => ({ id })) });
const roster = (id: string, other: RawRecord): RawRecord => ({
  id,
  name: `Name ${id}`,
  students: members('kim', 'lee'),
  employees: members('ms-ng'),
  ...other,
});
const event = (id: string, other: RawRecord = {}): RawRecord => ({
  id,
  name: `Event ${id}`,
  description: `Description ${id}`,
  location: `Hall ${id}`,
  start_at: { date: '2026-09-10 09:00:00.000000', timezone_type: 3, timezone: 'Europe/London' },
  end_at: { date: '2026-09-10 10:00:00.000000', timezone_type: 3, timezone: 'Europe/London' },
  ...other,
});

const FAMILIES = Array.from({ length: 14 }, (_, n) => `pupil-${n}`);

const school = (id: string, records: KeptSchool['records'], other: Partial<KeptSchool> = {}): KeptSchool => {
  const { load: _, ...rest } = emptySchool(id, `Invented School ${id}`, other);
  return { ...rest, records };
};

/** The invented schools, as they are at first. */
export const SCHOOLS: KeptSchool[] = [
  school(EVERY_SORT, {
    students: [
      student(
        'kim',
        contact('mum'),
        contact('dad', { court_order: true }),
        contact('papa', {}, { upi: 'upi-dad' }),
        contact('gran'),
        contact('ex', { court_order: true }),
        contact('aunt', { court_order: null }),
        contact('uncle', { parental_responsibility: false }),
        contact('odd', { court_order: 'perhaps' }),
        contact('blocked'),
      ),
      student('lee', contact('mum'), contact('nan')),
      student('ann', contact('pa')),
      student('bea', contact('bo')),
    ],
    employees: [employee('ms-ng', true), employee('mr-day', false)],
    classes: [roster('class-1', { subject: null })],
    groups: [roster('group-1', { type: 'REGISTRATION', description: 'Description' })],
    events: [event('fair'), event('choir'), event('private', { visibility: 'Confidential' })],
  }),
  school(REVOKED, { students: [student('zoe', contact('zed'), contact('zac', { court_order: true }))] }),
  school(
    HELD,
    { students: FAMILIES.map((id) => student(id, contact(`${id}-parent`))) },
    { state: 'pending' },
  ),
];

/** What happens before a run: words of the schools' people, then changes at the source. */
export interface Step {
  words: string[][];
  changes: SchoolChange[];
}

/**
 * The runs, with what comes before each.
 *
 * @param keyOf the record key of a contact of the first school.
 */
export function stepsOf(keyOf: (contact: string) => Promise<string>): (() => Promise<Step>)[] {
  const decided = (id: string) => ['--school', id, '--actor', 'The office', '--reason', 'Kept data'];
  return [
    async () => ({ words: [], changes: [] }),
    async () => ({
      words: [
        ['settings', 'set', ...decided(EVERY_SORT), '--blank-court-order', 'no-order'],
        ['settings', 'set', ...decided(EVERY_SORT), '--block', await keyOf('blocked')],
        ['settings', 'set', ...decided(HELD), '--add-ons', 'parent-portal'],
      ],
      changes: [
        [HELD, { kind: 'school-state', state: 'approved' }],
        [EVERY_SORT, { kind: 'order-added', contact: 'gran' }],
        [EVERY_SORT, { kind: 'order-set', contact: 'ex', value: null }],
        [EVERY_SORT, { kind: 'record-deleted', resource: 'students', id: 'lee' }],
        [EVERY_SORT, { kind: 'record-deleted', resource: 'students', id: 'ann' }],
        [EVERY_SORT, { kind: 'record-deleted', resource: 'events', id: 'choir' }],
        [
          EVERY_SORT,
          { kind: 'field-edited', resource: 'employees', id: 'ms-ng', path: 'surname', value: 'Newname' },
        ],
        [EVERY_SORT, { kind: 'permission-withdrawn', label: 'Contacts telephone' }],
      ],
    }),
    async () => ({
      words: [
        [
          ...['restriction', 'lift', ...decided(EVERY_SORT)],
          ...['--row', await keyOf('ex'), '--input', 'court_order'],
        ],
      ],
      changes: [
        [REVOKED, { kind: 'school-state', state: 'revoked' }],
        [EVERY_SORT, { kind: 'record-back', resource: 'students', id: 'ann' }],
        ...FAMILIES.slice(2).map((id): SchoolChange => [
          HELD,
          { kind: 'record-deleted', resource: 'students', id },
        ]),
      ],
    }),
  ];
}

/** What the source says when the last run of all is cut off. */
export const CUT_OFF: SchoolChange[] = [
  [EVERY_SORT, { kind: 'order-added', contact: 'bo' }],
  [EVERY_SORT, { kind: 'record-added', resource: 'students', record: student('cy', contact('cher')) }],
];
