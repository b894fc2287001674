import { configure } from 'safe-stable-stringify';

const stringify = configure({ deterministic: true, strict: true, bigint: false });

/**
 * JSON with sorted keys and no white space: equal values give equal text (RFC 8785's order and number form).
 *
 * @throws TypeError for what JSON cannot carry: a function, a bigint, a cycle.
 */
export function canonicalJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new TypeError('A value that JSON cannot carry has no canonical form.');
  return text;
}
