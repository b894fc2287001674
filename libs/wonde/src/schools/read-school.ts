import { z } from 'zod';
import { rowOf, SaidTwice } from '../json/delivered.js';
import type { Delivered } from '../json/delivered.js';
import { isJsonRecord, own, unwrap } from '../json/json-shape.js';
import { isSchoolId } from './school-id.js';
import { shortText } from './short-text.js';
import type { WondeSchool } from './wonde-school.js';

/** Whatever else a name has, without any of these nobody sees one. */
const READABLE = /[\p{L}\p{N}]/u;

/** Tolerant: of a school only the id is needed, and extra keys never matter (wonde-api section 3). */
const schoolSchema = z.object({
  id: z.string().refine(isSchoolId),
  name: shortText.transform((name) => (name !== undefined && READABLE.test(name) ? name : undefined)),
  timezone: shortText,
  mis: shortText,
  region: z.unknown().optional(),
});

/** A row of `GET schools`, or undefined when its id is none that can safely name a school. */
export function readSchool(row: unknown): WondeSchool | undefined {
  const read = schoolSchema.safeParse(rowOf(row));
  if (!read.success) return undefined;
  const { id, name, timezone, mis, region } = read.data;
  return { id, name, timezone, mis, regionDomain: domainOf(region as Delivered | undefined) };
}

/** Undefined when no domain is given, empty when one is that cannot be read: the token goes to no other in its place. */
function domainOf(delivered: Delivered | undefined): string | undefined {
  const region = unwrap(delivered);
  if (region instanceof SaidTwice) return '';
  const domain = isJsonRecord(region) ? own(region, 'domain') : undefined;
  if (domain === undefined || domain === null) return undefined;
  return typeof domain === 'string' ? domain : '';
}
