import type { Json, RawRecord, SchoolOverrides, WorldSchool } from '@gatehouse/wonde-sandbox';
import { emptySchool, permissionRows } from '@gatehouse/wonde-sandbox';

export const SCHOOL = 'A1930499544';

/** A tiny hand-made school that approved everything, with exactly these records. */
export const aSchool = (
  records: SchoolOverrides['records'],
  { id = SCHOOL, ...rest }: Omit<SchoolOverrides, 'records'> & { id?: string } = {},
): WorldSchool => emptySchool(id, 'Hand-made School', { ...rest, records: records ?? {} });

/** The permission list of a school that approved everything but these labels. */
export const allBut = (...labels: string[]): Json[] =>
  permissionRows(true).map((row) => ({
    ...row,
    approved: !labels.some((label) => row['name'] === `${label} read`),
  }));

const details = (id: string): RawRecord => ({
  data: {
    salutation: `Salutation ${id}`,
    emails: { email: `${id}@example.test`, primary: null, home: null, work: null },
    phones: { phone: null, primary: null, home: null, work: null, mobile: `07700 ${id}` },
    addresses: { home: { house_number: '1', street: `Street ${id}`, town: 'Ely', postcode: 'CB7 1AA' } },
  },
});

const person = (id: string): RawRecord => ({
  id,
  upi: `upi-${id}`,
  mis_id: `mis-${id}`,
  forename: `Forename ${id}`,
  surname: `Surname ${id}`,
  legal_forename: `Legal forename ${id}`,
  legal_surname: `Legal surname ${id}`,
});

export const student = (id: string, contacts: RawRecord[] = [], other: RawRecord = {}): RawRecord => ({
  ...person(id),
  contacts: { data: contacts },
  ...other,
});

/** A contact as it stands under one student. `relationship` undefined leaves the key out. */
export const contact = (
  id: string,
  relationship: RawRecord | undefined = CARER,
  other: RawRecord = {},
): RawRecord => ({
  ...person(id),
  title: `Title ${id}`,
  contact_details: details(id),
  ...(relationship ? { relationship } : {}),
  ...other,
});

/** A relationship that lets a contact in. */
export const CARER: RawRecord = {
  parental_responsibility: true,
  court_order: false,
  priority: 1,
  relationship: 'Mother',
};
export const ORDER: RawRecord = { ...CARER, court_order: true };

export const employee = (
  id: string,
  employment: RawRecord = { current: true },
  other: RawRecord = {},
): RawRecord => ({
  ...person(id),
  title: `Title ${id}`,
  contact_details: details(id),
  employment_details: { data: employment },
  ...other,
});

const members = (ids: readonly string[]) => ({ data: ids.map((id) => ({ id })) });

export const aClass = (id: string, students: string[], employees: string[] = []): RawRecord => ({
  id,
  name: `Class ${id}`,
  subject: null,
  students: members(students),
  employees: members(employees),
});

export const group = (id: string, students: string[], employees: string[] = []): RawRecord => ({
  id,
  name: `Group ${id}`,
  type: 'REGISTRATION',
  description: `Description ${id}`,
  students: members(students),
  employees: members(employees),
});

export const event = (id: string, other: RawRecord = {}): RawRecord => ({
  id,
  name: `Event ${id}`,
  description: `Description ${id}`,
  location: `Hall ${id}`,
  start_at: { date: '2026-09-10 09:00:00.000000', timezone_type: 3, timezone: 'Europe/London' },
  end_at: { date: '2026-09-10 10:00:00.000000', timezone_type: 3, timezone: 'Europe/London' },
  ...other,
});
