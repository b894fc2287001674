import type { z } from 'zod';
import type { excludedDataSchema, importedDataSchema, withdrawnDataSchema } from './ledger-events.js';

/** The data of a ledger line about a record, by outcome. */
export type ImportedData = z.infer<typeof importedDataSchema>;
export type ExcludedData = z.infer<typeof excludedDataSchema>;
export type WithdrawnData = z.infer<typeof withdrawnDataSchema>;
