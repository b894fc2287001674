import { permissionRows } from '../generate/permission-rows.js';
import { dataFromRecords } from './data-from-records.js';
import type { SchoolRecords } from './data-from-records.js';
import type { WorldSchool } from './world.js';

export type SchoolOverrides = Partial<Omit<WorldSchool, 'id' | 'name' | 'load'>> & {
  records?: SchoolRecords;
};

/**
 * A hand-made school, approved and with every permission, that holds only the records handed in. They are served as
 * they are, however odd; relations may be nested under the name of their include (`contacts: { data: [...] }`).
 */
export function emptySchool(id: string, name: string, overrides: SchoolOverrides = {}): WorldSchool {
  const { records = {}, ...rest } = overrides;
  return {
    id,
    name,
    state: 'approved',
    school: {
      id,
      name,
      establishment_number: '10000',
      urn: 10003,
      phase_of_education: 'PRIMARY',
      la_code: '100',
      timezone: 'Europe/London',
      mis: 'SIMS',
      region: {
        code: 'GBR',
        domain: 'api.wonde.com',
        school_url: `https://api.wonde.com/v1.0/schools/${id}`,
      },
    },
    meta: { online: true, approved: true, audited: true, custom_attendance_codes: false },
    permissions: permissionRows(true),
    acl: { mode: null, ids: [] },
    ...rest,
    load: () => dataFromRecords(structuredClone(records)),
  };
}
