import { RESOURCES } from '../world/resources.js';
import type { Resource } from '../world/resources.js';
import { OTHER_SCOPES, UNHELD } from './unheld-includes.js';

const STUDENT_DETAILS = ['contact_details', 'education_details'];
const STUDENT_GROUPS = ['year', 'house', 'registration'];
const EMPLOYEE_DETAILS = ['contact_details', 'employment_details'];
const below = (include: string, nested: string[]) => [include, ...nested.map((name) => `${include}.${name}`)];

const LESSONS = below('lessons', ['room', 'period']);

/** Those of wonde-api section 8 for which the sandbox holds data. */
const HELD: Record<Resource, readonly string[]> = {
  students: [
    ...STUDENT_DETAILS,
    ...below('contacts', ['contact_details']),
    ...below('classes', ['employees', 'subject']),
    ...below('groups', ['employees']),
    ...STUDENT_GROUPS.flatMap((group) => below(group, ['employees'])),
  ],
  contacts: ['contact_details', ...below('students', [...STUDENT_DETAILS, ...STUDENT_GROUPS])],
  employees: [...EMPLOYEE_DETAILS, ...below('classes', ['subject']), 'groups'],
  classes: [
    'subject',
    ...below('students', [...STUDENT_DETAILS, ...STUDENT_GROUPS]),
    ...below('employees', EMPLOYEE_DETAILS),
    ...LESSONS,
  ],
  groups: [...below('students', STUDENT_DETAILS), ...below('employees', EMPLOYEE_DETAILS)],
  subjects: below('classes', LESSONS),
  events: [],
  lessons: ['class', 'employee', 'employees', 'period', 'room'],
  periods: [],
  rooms: [],
};

/** The includes that exist, per resource. */
export const INCLUDES: Record<Resource, readonly string[]> = { ...HELD };
for (const resource of RESOURCES) {
  const { one, many } = UNHELD[resource] ?? { one: [], many: [] };
  const scoped = resource === 'students' ? Object.keys(OTHER_SCOPES) : [];
  INCLUDES[resource] = [...HELD[resource], ...one, ...many, ...scoped];
}

/** Parts of a record that travel only when asked for. */
export const DETAILS: ReadonlySet<string> = new Set([
  'contact_details',
  'education_details',
  'employment_details',
]);
