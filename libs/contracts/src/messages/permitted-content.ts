import type { AddOn } from '../add-ons.js';
import type { MisRecord } from './record.js';

/** The sealed content of a permitted record: for each add-on that may have the kind, the fields it may have. */
export type PermittedContent = { [addOn in AddOn]?: MisRecord };
