import { isObject } from '../json.js';
import type { Json } from '../json.js';
import type { Resource } from '../world/resources.js';

type Labels = Record<string, string>;

const person = (group: string): Labels => ({
  forename: `${group} forename`,
  surname: `${group} surname`,
  legal_forename: `${group} legal forename`,
  legal_surname: `${group} legal surname`,
});
const titled = (group: string): Labels => ({ ...person(group), title: `${group} title` });

/** The permission that covers a field; a field without one always travels (wonde-api section 4). */
export const FIELD_LABELS: Record<Resource, Labels> = {
  students: person('Students'),
  contacts: titled('Contacts'),
  employees: titled('Employees'),
  classes: { name: 'Classes name', subject: 'Classes subject' },
  groups: { name: 'Groups name', type: 'Groups type', description: 'Groups description' },
  subjects: {},
  events: {
    name: 'Events name',
    title: 'Events name',
    description: 'Events description',
    location: 'Events location',
    start: 'Events start',
    start_at: 'Events start',
    end: 'Events end',
    end_at: 'Events end',
  },
  lessons: {},
  periods: {},
  rooms: {},
};

export const RELATIONSHIP_LABELS: Labels = {
  priority: 'Contacts priority',
  parental_responsibility: 'Contacts parental responsibility',
  court_order: 'Contacts court order',
};

/** By resource and detail, for the keys inside its `data`. */
export const DETAIL_LABELS: Partial<Record<Resource, Record<string, Labels>>> = {
  contacts: {
    contact_details: {
      salutation: 'Contacts details',
      emails: 'Contacts email',
      phones: 'Contacts telephone',
      addresses: 'Contacts address',
    },
  },
  employees: {
    contact_details: {
      salutation: 'Employees details',
      emails: 'Employees email',
      phones: 'Employees telephone',
    },
    employment_details: { current: 'Employees current' },
  },
};

const HEADING = 'Groups, classes & subjects';

/** A resource is readable when its heading is approved, or, without a heading, any of its permissions. */
export const RESOURCE_LABELS: Record<Resource, RegExp> = {
  students: /^Students /,
  contacts: /^Contacts /,
  employees: /^Employees /,
  classes: new RegExp(`^${HEADING}$`),
  groups: new RegExp(`^${HEADING}$`),
  subjects: new RegExp(`^${HEADING}$`),
  events: /^Events /,
  // No add-on asks for the timetable's own permissions; so it goes with the classes.
  lessons: new RegExp(`^${HEADING}$`),
  periods: new RegExp(`^${HEADING}$`),
  rooms: new RegExp(`^${HEADING}$`),
};

/** The labels that a school's permission rows approve: names without their " read", `approved` exactly true. */
export function approvedLabels(rows: readonly Json[]): Set<string> {
  const labels = new Set<string>();
  for (const row of rows) {
    if (isObject(row) && row['approved'] === true && typeof row['name'] === 'string') {
      labels.add(row['name'].replace(/ read$/, ''));
    }
  }
  return labels;
}

export const mayRead = (resource: Resource, approved: Set<string>): boolean =>
  [...approved].some((label) => RESOURCE_LABELS[resource].test(label));
