import { isJsonRecord, own } from '../json/json-shape.js';
import type { JsonValue } from '../json-value.js';

/** What an error's body says, in words that can name nobody. */
export interface ErrorReason {
  /** For messages, e.g. `invalid_permissions: attendance.read`; undefined where it says nothing that is known. */
  words: string | undefined;
  /** Includes are refused: those named of the ones that were asked for, as they were asked for. */
  refusedIncludes: string[] | undefined;
}

/** Words that say why and can name nobody: any other text might. */
const MACHINE_WORD =
  /^(?:(?:invalid|missing|expired|insufficient)_(?:permissions?|scopes?|token|includes?|school)|resource_not_found)$/;

const REFUSES_INCLUDES = /^invalid[ _]includes?\b/i;

/** Scopes that Wonde may miss, each as `<name>.read` (wonde-api sections 4, 8 and 10). */
const SCOPES = [
  'schools',
  'permissions',
  'students',
  'contacts',
  'employees',
  'classes',
  'groups',
  'subjects',
  'events',
  'lessons',
  'periods',
  'rooms',
  'attendance',
  'deletions',
  'counts',
  'photos',
];

const SAYING = ['error', 'code', 'message', 'error_description'];

/**
 * The machine-readable reason in an error's body: `{ error, error_description }` (wonde-api section 10), such as
 * `invalid_include` with the include's name, or `invalid_permissions` with "Scope attendance.read not enabled".
 *
 * Free text is never repeated: nobody knows what it holds. Of it only the names are taken that stand on a closed list:
 * the includes that were asked for, and scopes. Nothing that contains the token is repeated either.
 *
 * @param asked the includes that were asked for.
 */
export function errorReason(text: string, token: string, asked: readonly string[] = []): ErrorReason {
  const said = sayings(text);
  const word = said.find(
    (saying) => saying.length <= 64 && MACHINE_WORD.test(saying) && !saying.includes(token),
  );
  const names = said.flatMap((saying) => saying.match(/[A-Za-z_]+(?:\.[A-Za-z_]+)*/g) ?? []);
  const includes = asked.filter((include) => names.some((name) => isNameOf(name, include)));
  const scopes = scopesOf(asked).filter((scope) => names.includes(scope));
  const details = [...includes, ...scopes].filter((name) => !name.includes(token));
  const words = [word, details.join(', ')].filter((part) => part).join(': ') || undefined;
  const isRefused = said.some((saying) => REFUSES_INCLUDES.test(saying));
  return { words, refusedIncludes: isRefused ? includes : undefined };
}

/** Every text under the keys that say why; none of a body that is no JSON. */
function sayings(text: string): string[] {
  let body: JsonValue;
  try {
    body = JSON.parse(text) as JsonValue;
  } catch {
    return [];
  }
  if (!isJsonRecord(body)) return [];
  return SAYING.flatMap((key) => {
    const value = own(body, key);
    return [value].flat().filter((saying) => typeof saying === 'string');
  });
}

/** A nested include may be named whole or by its last step. */
const isNameOf = (name: string, include: string): boolean =>
  name === include || (include.includes('.') && name === include.slice(include.lastIndexOf('.') + 1));

const scopesOf = (asked: readonly string[]): string[] => [
  ...new Set([...SCOPES, ...asked].map((name) => `${name}.read`)),
];
