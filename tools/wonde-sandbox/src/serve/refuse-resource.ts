import { SandboxError } from '../sandbox-error.js';
import type { Resource } from '../world/resources.js';

/** 403: none of the resource's permissions is approved (wonde-api section 4). */
export function refuseResource(resource: Resource): never {
  throw new SandboxError(
    403,
    'invalid_permissions',
    `invalid_permissions: the school has not approved ${resource}.read for this app.`,
  );
}
