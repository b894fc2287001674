/** The school resources that are lists of records (wonde-api section 8). */
export const RESOURCES = [
  'students',
  'contacts',
  'employees',
  'classes',
  'groups',
  'subjects',
  'events',
  'lessons',
  'periods',
  'rooms',
] as const;

export type Resource = (typeof RESOURCES)[number];

/** The singular that `deletions.type` uses; all but `student` by analogy (wonde-api section 9). */
export const DELETION_TYPES: Record<Resource, string> = {
  students: 'student',
  contacts: 'contact',
  employees: 'employee',
  classes: 'class',
  groups: 'group',
  subjects: 'subject',
  events: 'event',
  lessons: 'lesson',
  periods: 'period',
  rooms: 'room',
};
