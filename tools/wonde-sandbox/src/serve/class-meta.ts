import type { RawRecord } from '../json.js';
import type { ServedSchool } from '../world/served-school.js';

/**
 * `meta` of a class under an employee (wonde-api section 14). The keys are recorded ones; the values are invented: the
 * first employee of a class is its main teacher, `all_roles` is a list of what `role` says.
 */
export function classMeta({ data }: ServedSchool, employee: RawRecord, record: RawRecord): RawRecord {
  const isMain = data.rosters.get(record)?.employees[0] === employee;
  const role = isMain ? 'Main teacher' : 'Supporting teacher';
  return { is_main_teacher: isMain, is_class_teacher: true, role, all_roles: [role] };
}
