import { isObject } from '../json.js';
import type { Json, RawRecord } from '../json.js';
import { classMeta } from './class-meta.js';
import type { Resource } from '../world/resources.js';
import type { ServedSchool } from '../world/served-school.js';

export interface RelatedRow {
  record: RawRecord;
  /** Present on contact-child links only; its value may be undefined: the key is then absent. */
  link?: { relationship: Json | undefined };
  /** What the owner is in the record, for schools that say so. */
  meta?: RawRecord;
}

export interface Relation {
  resource: Resource;
  many: boolean;
  find: (school: ServedSchool, record: RawRecord) => RelatedRow[];
}

const plain = (records: RawRecord[]): RelatedRow[] => records.map((record) => ({ record }));

const owners = (resource: 'classes' | 'groups', type?: string): Relation['find'] => {
  return ({ data, index }, record) => {
    const all = index.memberships.get(record) ?? [];
    const ofResource = all.filter(
      (owner) => 'type' in owner && 'subject' in owner === (resource === 'classes'),
    );
    return plain(
      ofResource.filter((owner) => !data.gone.has(owner) && (type === undefined || owner['type'] === type)),
    );
  };
};

const members =
  (kind: 'students' | 'employees'): Relation['find'] =>
  ({ data }, record) =>
    plain((data.rosters.get(record)?.[kind] ?? []).filter((member) => !data.gone.has(member)));

const group = (type: string): Relation => ({ resource: 'groups', many: false, find: owners('groups', type) });
const CLASSES: Relation = { resource: 'classes', many: true, find: owners('classes') };
const GROUPS: Relation = { resource: 'groups', many: true, find: owners('groups') };
const STUDENTS: Relation = { resource: 'students', many: true, find: members('students') };
const EMPLOYEES: Relation = { resource: 'employees', many: true, find: members('employees') };

const CONTACTS_OF_STUDENT: Relation = {
  resource: 'contacts',
  many: true,
  find: ({ data, index }, student) =>
    (index.linksOfStudent.get(student) ?? [])
      .filter(({ contact }) => !isGone(data.gone, index.byId.contacts, contact))
      .map(({ contact, relationship }) => ({ record: contact, link: { relationship } })),
};

const STUDENTS_OF_CONTACT: Relation = {
  resource: 'students',
  many: true,
  find: ({ data, index }, contact) =>
    (index.linksOfContact.get(contact['id'] ?? contact) ?? [])
      .filter(({ student }) => !data.gone.has(student))
      .map(({ student, relationship }) => ({ record: student, link: { relationship } })),
};

const CLASSES_OF_EMPLOYEE: Relation = {
  ...CLASSES,
  find: (school, employee) =>
    CLASSES.find(school, employee).map(({ record }) => ({
      record,
      meta: classMeta(school, employee, record),
    })),
};

/** What a record names by its plain id, under the name of the include. */
const named = (key: string, resource: Resource): Relation => ({
  resource,
  many: false,
  find: ({ data, index }, owner) => {
    const record = index.byId[resource].get(owner[key] ?? null);
    return record === undefined || data.gone.has(record) ? [] : plain([record]);
  },
});

const LESSONS_OF_CLASS: Relation = {
  resource: 'lessons',
  many: true,
  find: ({ data }, { id }) =>
    plain(data.lessons.filter((lesson) => lesson['class'] === id && !data.gone.has(lesson))),
};

const CLASS_OF_LESSON = named('class', 'classes');

const EMPLOYEES_OF_LESSON: Relation = {
  ...EMPLOYEES,
  find: (school, lesson) =>
    CLASS_OF_LESSON.find(school, lesson).flatMap(({ record }) => EMPLOYEES.find(school, record)),
};

const CLASSES_OF_SUBJECT: Relation = {
  resource: 'classes',
  many: true,
  find: ({ data }, { id }) =>
    plain(data.classes.filter((record) => record['subject'] === id && !data.gone.has(record))),
};

/** How each relation is found, by the name of its include. */
export const RELATIONS: Record<Resource, Record<string, Relation>> = {
  students: {
    contacts: CONTACTS_OF_STUDENT,
    classes: CLASSES,
    groups: GROUPS,
    year: group('YEAR'),
    house: group('HOUSE'),
    registration: group('REGISTRATION'),
  },
  contacts: { students: STUDENTS_OF_CONTACT },
  employees: { classes: CLASSES_OF_EMPLOYEE, groups: GROUPS },
  classes: {
    subject: named('subject', 'subjects'),
    students: STUDENTS,
    employees: EMPLOYEES,
    lessons: LESSONS_OF_CLASS,
  },
  groups: { students: STUDENTS, employees: EMPLOYEES },
  subjects: { classes: CLASSES_OF_SUBJECT },
  events: {},
  lessons: {
    class: CLASS_OF_LESSON,
    employee: named('employee', 'employees'),
    employees: EMPLOYEES_OF_LESSON,
    period: named('period', 'periods'),
    room: named('room', 'rooms'),
  },
  periods: {},
  rooms: {},
};

/** A copy nested in a hand-made student is gone when the contact of that id is. */
function isGone(gone: Set<RawRecord>, byId: Map<Json, RawRecord>, copy: RawRecord): boolean {
  if (gone.has(copy)) return true;
  const listed = byId.get(copy['id'] ?? null);
  return isObject(listed) && gone.has(listed);
}
