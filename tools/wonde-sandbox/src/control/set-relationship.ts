import { isObject } from '../json.js';
import type { Json } from '../json.js';
import { SandboxError } from '../sandbox-error.js';
import type { ServedSchool } from '../world/served-school.js';
import { touch } from './touch.js';

/** Sets or removes a flag on the links of a contact: with one student, or with all. Throws 404 if there is none. */
export function setRelationship(
  school: ServedSchool,
  link: { contact: string; student?: string | undefined },
  key: string,
  to: { value?: Json | undefined; remove?: true | undefined },
  at: Date,
): void {
  const links = (school.index.linksOfContact.get(link.contact) ?? []).filter(
    ({ student }) => link.student === undefined || student['id'] === link.student,
  );
  if (links.length === 0) {
    throw new SandboxError(404, 'LINK_UNKNOWN', 'No such contact, or not a contact of that student.');
  }
  for (const each of links) {
    const relationship = isObject(each.relationship) ? { ...each.relationship } : {};
    if (to.remove) delete relationship[key];
    else relationship[key] = to.value ?? null;
    each.relationship = relationship;
    touch(each.contact, at);
  }
}
