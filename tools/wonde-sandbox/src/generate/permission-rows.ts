import type { RawRecord } from '../json.js';
import { utcStamp } from './php-date.js';

/** Every permission that the app requests, by Wonde's group; a label never covers another one (wonde-api section 4). */
export const PERMISSION_GROUPS: { group: string; labels: string[]; optional?: string[] }[] = [
  {
    group: 'Students read',
    labels: ['Students forename', 'Students surname', 'Students legal forename', 'Students legal surname'],
  },
  {
    group: 'Contacts read',
    labels: [
      'Contacts title',
      'Contacts forename',
      'Contacts surname',
      'Contacts legal forename',
      'Contacts legal surname',
      'Contacts priority',
      'Contacts parental responsibility',
      'Contacts court order',
      'Contacts details',
    ],
  },
  { group: 'Contacts details read', labels: ['Contacts email', 'Contacts telephone', 'Contacts address'] },
  {
    group: 'Groups, classes & subjects read',
    labels: [
      'Groups, classes & subjects',
      'Classes name',
      'Classes subject',
      'Groups name',
      'Groups type',
      'Groups description',
    ],
  },
  {
    group: 'Employees read',
    labels: [
      'Employees title',
      'Employees forename',
      'Employees surname',
      'Employees legal forename',
      'Employees legal surname',
    ],
  },
  { group: 'Employees employment details read', labels: ['Employees current'] },
  {
    group: 'Employees contact details read',
    labels: ['Employees details', 'Employees email', 'Employees telephone'],
    optional: ['Employees details', 'Employees email', 'Employees telephone'],
  },
  {
    group: 'Events read',
    labels: ['Events name', 'Events description', 'Events location', 'Events start', 'Events end'],
  },
];

export const PERMISSION_LABELS = PERMISSION_GROUPS.flatMap((group) => group.labels);

const PARENTS: Record<string, string> = { 'Groups, classes & subjects read': 'Groups, classes & subjects' };

/** The rows of `meta/schools/{id}/permissions`. `name` ends in " read", `identity` is a machine key. */
export function permissionRows(approved: boolean): RawRecord[] {
  return PERMISSION_GROUPS.flatMap(({ group, labels, optional }) =>
    labels.map((label) => {
      const parent = PARENTS[group] ?? group.replace(/ read$/, '');
      return {
        identity: `${label.toLowerCase().replace(/[^a-z]+/g, '_')}.read`,
        name: `${label} read`,
        description: `Allows the app to read: ${label}`,
        parent: parent === label ? null : parent,
        group,
        active_from: utcStamp(new Date('2025-01-06T09:00:00Z')),
        optional: optional?.includes(label) ?? false,
        approved,
        audited: approved,
      };
    }),
  );
}
