import type { Row } from './wonde-rows.js';

/** The granted fields that the row or its contact details have, values as delivered. */
export function pickFields(row: Row, granted: readonly string[]): { [field: string]: unknown } {
  const details = (row['contact_details'] as { data?: { [field: string]: unknown } } | undefined)?.data;
  const picked: { [field: string]: unknown } = {};
  for (const field of granted) {
    if (row[field] !== undefined) picked[field] = row[field];
    else if (details?.[field] !== undefined) picked[field] = details[field];
  }
  return picked;
}
