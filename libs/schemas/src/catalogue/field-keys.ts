import { FIELD_KEY_ROWS } from './field-keys.generated.js';

/**
 * One thing that may stand inside a field, or inside a part that several fields have (`domain/field-keys.csv`). A field
 * without a row holds text, a number, a truth value or null, and no key.
 */
export interface FieldKey {
  /** Of a field, as records have it, or of a part: `address`. */
  field: string;
  /** Empty: the field itself may be the value. */
  key: string;
  /** `text` (or null), `scalar` (text, a number, a truth value or null), or the part or field whose rows hold for it. */
  value: string;
}

export const FIELD_KEYS: readonly FieldKey[] = FIELD_KEY_ROWS;
