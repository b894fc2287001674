import type { Json, RawRecord } from '../json.js';
import { isObject } from '../json.js';

/** Ids start at A1000000000; what is taken off leaves those of the first schools with eight digits, and none twice. */
const TAKEN_OFF = 980_000_000;

/** The same id in the region whose ids start with `B`. */
export const regionId = (id: string): string => `B${Number(id.slice(1)) - TAKEN_OFF}`;

const REFERENCES = new Set(['id', 'subject', 'class', 'employee', 'period', 'room']);

/** Gives a record, and what it refers to by a plain id, ids of that region. */
export function useRegionIds(record: RawRecord): void {
  for (const key of Object.keys(record)) {
    const value = record[key] as Json;
    if (REFERENCES.has(key) && typeof value === 'string') record[key] = regionId(value);
  }
}

/** The same for a school object, which names its own address. */
export function schoolOfRegion(school: RawRecord): RawRecord {
  const id = regionId(String(school['id']));
  const region = isObject(school['region']) ? school['region'] : {};
  return { ...school, id, region: { ...region, school_url: `https://api.wonde.com/v1.0/schools/${id}` } };
}
