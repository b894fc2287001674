import { SandboxError } from '../sandbox-error.js';

/** 403: none of the resource's permissions is approved (wonde-api sections 4 and 10). */
export function refuseResource(resource: string): never {
  throw new SandboxError(403, 'invalid_permissions', `Scope ${resource}.read not enabled`);
}
