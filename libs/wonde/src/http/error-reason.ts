import { isJsonRecord, own } from '../read/json-shape.js';
import type { JsonValue } from '../json-value.js';

/** Words that say why and can name nobody: any other text might. */
const MACHINE_WORD =
  /^(?:(?:invalid|missing|expired|insufficient)_(?:permissions?|scopes?|token|include|school)|(?:schools|permissions|students|contacts|employees|classes|groups|subjects|events)\.read)$/;

/**
 * The machine-readable reason in an error's body, such as `invalid_permissions` or `contacts.read` (wonde-api section
 * 4). Free text is not repeated: nobody knows what it holds. Neither is anything that contains the token.
 */
export function errorReason(text: string, token: string): string | undefined {
  let body: JsonValue;
  try {
    body = JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
  if (!isJsonRecord(body)) return undefined;
  for (const key of ['error', 'code', 'message', 'error_description']) {
    const value = own(body, key);
    const isWord = typeof value === 'string' && value.length <= 64 && MACHINE_WORD.test(value);
    if (isWord && !value.includes(token)) return value;
  }
  return undefined;
}
