import { z } from 'zod';

/** The kinds of record, in the fixed order in which a run sends them (design section 1, step 3). */
export const KINDS = ['student', 'contact', 'employee', 'class', 'group', 'event'] as const;
export const kindSchema = z.enum(KINDS);
export type Kind = z.infer<typeof kindSchema>;

/** Several records of a kind, in words: `contacts`, `classes`. */
export const pluralOf = (kind: Kind): string => (kind === 'class' ? 'classes' : `${kind}s`);
