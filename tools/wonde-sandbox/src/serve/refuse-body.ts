import { SandboxError } from '../sandbox-error.js';

/** 422: the body can be read, and says something else than it should (wonde-api section 10). */
export function refuseBody(key: string): never {
  throw new SandboxError(422, 'validation_failed', `"${key}" must be a list of contacts, or left out.`);
}
