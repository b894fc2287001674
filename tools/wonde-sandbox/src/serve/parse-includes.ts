import type { Resource } from '../world/resources.js';
import { mayRead } from './field-permissions.js';
import { INCLUDES } from './include-lists.js';
import { refuseInclude } from './refuse-include.js';
import { refuseResource } from './refuse-resource.js';
import { RELATIONS } from './relations.js';
import { OTHER_SCOPES } from './unheld-includes.js';

/** Include names and, under each, those nested in it. */
export type IncludeTree = Map<string, IncludeTree>;

/**
 * Reads `include` (a comma list, dots for nesting) of a request for `resource`.
 * Throws 400 for an include that does not exist, or leads to what the school's MIS lacks; 403 for one that leads to a resource without any approved permission,
 * or is under a scope that the app never asks for.
 */
export function parseIncludes(
  resource: Resource,
  include: string,
  { approved, missing }: { approved: Set<string>; missing: readonly Resource[] },
): IncludeTree {
  const tree: IncludeTree = new Map();
  for (const wanted of include.split(',').filter((part) => part !== '')) {
    if (!INCLUDES[resource].includes(wanted)) refuseInclude(wanted);
    const scope = OTHER_SCOPES[wanted];
    if (scope !== undefined) refuseResource(scope);
    let branch = tree;
    let owner: Resource | undefined = resource;
    for (const name of wanted.split('.')) {
      owner = owner && RELATIONS[owner][name]?.resource;
      if (owner !== undefined && missing.includes(owner)) refuseInclude(wanted);
      if (owner !== undefined && !mayRead(owner, approved)) refuseResource(owner);
      const next: IncludeTree = branch.get(name) ?? new Map<string, IncludeTree>();
      branch.set(name, next);
      branch = next;
    }
  }
  return tree;
}
