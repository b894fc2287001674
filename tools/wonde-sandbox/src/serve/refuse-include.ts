import { SandboxError } from '../sandbox-error.js';

/** 400: no such include for this endpoint, or not with this school's MIS (wonde-api section 10). */
export function refuseInclude(include: string): never {
  const next = 'meta.includes lists those that exist.';
  throw new SandboxError(400, 'invalid_include', `Invalid include: ${include}. ${next}`);
}
