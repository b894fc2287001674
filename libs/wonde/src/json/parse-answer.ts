import type { JsonValue } from '../json-value.js';
import { countNamesIn, glanceAt } from './count-names.js';
import type { Delivered } from './delivered.js';
import { parseEverySaying } from './parse-every-saying.js';

/**
 * Parses the text of an answer. `JSON.parse` keeps the last of two members of the same name, so that of `court_order`
 * said as true and as false nobody would see the one; here both are seen (`SaidTwice`). Nearly every text is parsed once:
 * only one in which more names stand than the parsed value has is parsed again by the slow parser, and one with a whole
 * number that is not written as one (`1e5`): of that, the record remembers it (`isWrittenPlainly`).
 *
 * @throws SyntaxError for what is no JSON text; RangeError for one that nests thousands deep and must be parsed again.
 */
export function parseAnswer(text: string): Delivered {
  const value = JSON.parse(text) as JsonValue;
  const { names, hasOddNumber } = glanceAt(text);
  return !hasOddNumber && names === countNamesIn(value) ? value : parseEverySaying(text);
}
