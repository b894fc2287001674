import type { RawRecord } from '../json.js';
import { randomStream } from './generation.js';
import { numberIds } from './number-ids.js';
import { utcStamp } from './php-date.js';
import type { SchoolStyle } from './school-style.js';

const TOWNS: [town: string, postcodeArea: string, county: string][] = [
  ['Wakefield', 'WF1', 'West Yorkshire'],
  ['Kendal', 'LA9', 'Cumbria'],
  ['Taunton', 'TA1', 'Somerset'],
  ['Lichfield', 'WS13', 'Staffordshire'],
  ['Norwich', 'NR2', 'Norfolk'],
  ['Hexham', 'NE46', 'Northumberland'],
  ['Horsham', 'RH12', 'West Sussex'],
  ['Ludlow', 'SY8', 'Shropshire'],
  ['Boston', 'PE21', 'Lincolnshire'],
  ['Abergavenny', 'NP7', 'Monmouthshire'],
];
const PATRONS = [
  'St Cuthbert',
  'St Hilda',
  'Oakfield',
  'Millbrook',
  'Priory',
  'Beacon Hill',
  'Ashdown',
  'Riverside',
];
const SUFFIX = { primary: 'Primary School', secondary: 'Academy', small: 'Village School' };

export interface SchoolProfile {
  id: string;
  name: string;
  town: string;
  school: RawRecord;
}

/** The school object (wonde-api section 3), cheap enough to list thousands of schools without generating their records. */
export function generateProfile(seed: number, index: number, style: SchoolStyle): SchoolProfile {
  const faker = randomStream(seed, index, 1);
  const id = numberIds(seed, index, 0)();
  const [town, area, county] = faker.helpers.arrayElement(TOWNS);
  const patron = faker.helpers.arrayElement(PATRONS);
  const name = `${patron.startsWith('St ') ? `${patron}'s` : patron} ${SUFFIX[style.kind]}, ${town}`;
  const identifiers = {
    la_code: faker.string.numeric({ length: 3, allowLeadingZeros: false }),
    establishment_number: faker.string.numeric({ length: 4, allowLeadingZeros: false }),
    urn: 100_000 + index,
  };
  const school: RawRecord = {
    id,
    name,
    ...identifiers,
    phase_of_education: style.phase,
    timezone: 'Europe/London',
    mis: style.mis,
    address: {
      address_line_1: faker.location.street(),
      address_line_2: county,
      address_town: town,
      address_postcode: `${area} ${faker.string.numeric(1)}${faker.string.alpha({ length: 2, casing: 'upper' })}`,
      address_country: { code: 'GBR', name: 'England' },
    },
    extended: {
      allows_writeback: true,
      has_timetables: style.kind === 'secondary',
      has_lesson_attendance: style.kind === 'secondary',
      audit_approved_at: utcStamp(faker.date.past({ years: 3 }), style.dates),
    },
    region: {
      code: 'GBR',
      domain: 'api.wonde.com',
      school_url: `https://api.wonde.com/v1.0/schools/${id}`,
      identifiers,
    },
  };
  return { id, name, town, school };
}
