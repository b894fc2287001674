import type { Kind } from '@gatehouse/schemas';

const RESOURCES = {
  student: 'students',
  contact: 'students',
  employee: 'employees',
  class: 'classes',
  group: 'groups',
  event: 'events',
} as const;

/** The Wonde resource that carries the kind: contacts come with the students (wonde-api section 8). */
export const resourceOf = (kind: Kind) => RESOURCES[kind];
