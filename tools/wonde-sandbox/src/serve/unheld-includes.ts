import type { Resource } from '../world/resources.js';

interface Unheld {
  one: readonly string[];
  many: readonly string[];
}

/** Includes that Wonde knows (wonde-api section 8) and for which nobody here has anything: null, or an empty list. */
export const UNHELD: Partial<Record<Resource, Unheld>> = {
  students: {
    one: [
      'extended_details',
      'boarding',
      'boarding.employees',
      'campus',
      'permissions',
      'identifiers',
      'photo',
    ],
    many: [
      'siblings',
      'sen_needs',
      'in_care_date_ranges',
      'sen_date_ranges',
      'fsm_date_ranges',
      'upfsm_date_ranges',
      'child_protection_plan_date_ranges',
      'user_defined_fields',
    ],
  },
  employees: { one: ['extended_details', 'campus'], many: ['roles'] },
  classes: {
    one: ['students.extended_details', 'students.boarding', 'students.campus', 'employees.extended_details'],
    many: [],
  },
};

/** Includes under a scope that the app never asks for: 403. The first is recorded, the others follow it. */
export const OTHER_SCOPES: Record<string, string> = {
  attendance_summary: 'attendance',
  achievements: 'achievements',
  behaviours: 'behaviours',
  exclusions: 'exclusions',
  results: 'results',
  doctors: 'doctors',
  medical_conditions: 'medical_conditions',
  medical_events: 'medical_events',
  medical_notes: 'medical_notes',
};

const LAST = /[^.]+$/;

/** Whether an include that nobody has anything for would be a list, by its last name. */
const MANY = new Set(Object.values(UNHELD).flatMap(({ many }) => many.map((name) => LAST.exec(name)?.[0])));

/** What stands for an include without data. */
export const nothingOf = (include: string): { data: [] | null } => ({ data: MANY.has(include) ? [] : null });
