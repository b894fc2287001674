import type { Change, SandboxControl, SchoolRecords, World, WorldSchool } from '@gatehouse/wonde-sandbox';
import { emptySchool } from '@gatehouse/wonde-sandbox';

/** A school as the sandbox serves it, all of it as JSON: a later sandbox must not serve an old school differently. */
export type KeptSchool = Omit<WorldSchool, 'load'> & { records: SchoolRecords };

/** What the source said when the data were made: schools as they were at first, and every change since, in order. */
export interface KeptSource {
  schools: KeptSchool[];
  changes: SchoolChange[];
}
export type SchoolChange = [schoolId: string, change: Change];

/** The schools as they were at first. */
export const worldOf = ({ schools }: KeptSource): World => ({
  schools: schools.map(({ id, name, ...rest }) => emptySchool(id, name, rest)),
});

export function change(control: SandboxControl, changes: readonly SchoolChange[]): void {
  for (const [schoolId, one] of changes) control.change(schoolId, one);
}
