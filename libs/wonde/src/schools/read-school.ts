import { z } from 'zod';
import type { JsonValue } from '../json-value.js';
import { unwrap } from '../read/json-shape.js';
import { isSchoolId } from './school-id.js';
import type { WondeSchool } from './wonde-school.js';

const text = z.string().optional().catch(undefined);
const region = z.object({ domain: z.unknown().optional() }).optional().catch(undefined);

/** Tolerant: of a school only the id is needed, and extra keys never matter (wonde-api section 3). */
const schoolSchema = z.object({
  id: z.string().refine(isSchoolId),
  name: text,
  timezone: text,
  mis: text,
  region: z.preprocess((value) => unwrap(value as JsonValue | undefined), region).optional(),
});

/** A row of `GET schools`, or undefined when its id is none that can safely name a school. */
export function readSchool(row: unknown): WondeSchool | undefined {
  const read = schoolSchema.safeParse(row);
  if (!read.success) return undefined;
  const { id, name, timezone, mis } = read.data;
  const domain = read.data.region?.domain;
  const isGiven = domain !== undefined && domain !== null;
  const regionDomain = isGiven ? (typeof domain === 'string' ? domain : '') : undefined;
  return { id, name, timezone, mis, regionDomain };
}
