import { types } from 'node:util';

/** A name of code, in which no sentence, address or number of anybody fits. */
const FORM = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/**
 * What may be said of an error in logs and dead letters: its code, else its class, never its message, which may quote what
 * it failed on. What looks like neither is `Error`; what is no error is told by its type. Never throws, whatever the error
 * is made of.
 */
export function errorClass(error: unknown): string {
  try {
    if (!(types.isNativeError(error) || error instanceof Error)) return typeof error;
    const { code, name } = error as { code?: unknown; name?: unknown };
    return [code, name].find(isNameOfCode) ?? 'Error';
  } catch {
    // It has a getter that throws.
    return 'Error';
  }
}

const isNameOfCode = (text: unknown): text is string => typeof text === 'string' && FORM.test(text);
