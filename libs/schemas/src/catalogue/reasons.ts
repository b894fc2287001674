import { z } from 'zod';
import { REASON_ROWS } from './reasons.generated.js';

/** Why a record stays out or left, from `domain/reason-codes.csv`. */
export const reasonSchema = z.enum(REASON_ROWS.map((row) => row.code) as unknown as ReasonTuple);
type Row = (typeof REASON_ROWS)[number];
type ReasonTuple = [Row['code'], ...Row['code'][]];
export type Reason = z.infer<typeof reasonSchema>;

export { REASON_ROWS };
