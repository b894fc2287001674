import type { AddOn, Kind } from '@gatehouse/schemas';
import { addOnSchema, documentIdSchema, kindSchema, schoolIdSchema } from '@gatehouse/schemas';
import { z } from 'zod';
import { badRequest, notFound } from './problem.js';

const DEFAULT_LIMIT = 100;
const MOST = 500;

const pageSchema = z.object({
  cursor: documentIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(DEFAULT_LIMIT),
});

/** @throws ProblemException 404 for a school id, add-on or kind that cannot exist. */
export function parsePlace(
  schoolId: string,
  addOn: string,
  kind: string,
): { schoolId: string; addOn: AddOn; kind: Kind } {
  const parsed = z
    .object({ schoolId: schoolIdSchema, addOn: addOnSchema, kind: kindSchema })
    .safeParse({ schoolId, addOn, kind });
  if (parsed.success) return parsed.data;
  const wrong = String(parsed.error.issues[0]?.path[0]);
  if (wrong === 'addOn')
    throw notFound(`There is no such add-on. There are: ${addOnSchema.options.join(', ')}.`);
  if (wrong === 'kind') throw notFound(`There is no such kind. There are: ${kindSchema.options.join(', ')}.`);
  throw notFound('There is no such school.');
}

/** @throws ProblemException 400 for a cursor or limit out of range. */
export function parsePage(query: unknown): { cursor?: string | undefined; limit: number } {
  const parsed = pageSchema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw badRequest(`limit is a whole number from 1 to ${MOST}; cursor is the "next" of the page before.`);
}
