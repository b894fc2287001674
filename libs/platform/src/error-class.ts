/** A name of code, in which no value of a record fits. */
const FORM = /^[A-Za-z0-9_$.]{1,100}$/;

/**
 * What may be said of an error in logs and dead letters: its code or class, never its message, which may quote what
 * it failed on.
 */
export function errorClass(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  const told = typeof code === 'string' ? code : error.name;
  return FORM.test(told) ? told : 'Error';
}
