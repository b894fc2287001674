import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SandboxError } from '../sandbox-error.js';
import type { SchoolIndex } from '../world/index-school.js';
import { DELETION_TYPES } from '../world/resources.js';
import type { ServedSchool } from '../world/served-school.js';
import type { ServedWorld } from '../world/served-world.js';
import { cutPage, listAnswer } from './paging.js';
import { PAGE_PARAMETERS } from './parameters.js';
import { queryFlag } from './query.js';
import { addressOf, parameter, queryOf } from './request-place.js';
import { SCHOOL_LISTS, schoolFilter, schoolListParameters } from './school-lists.js';

/** The school of a request, whatever its state. Throws 404 for an unknown one. */
export function knownSchool(world: ServedWorld, request: FastifyRequest): ServedSchool {
  const school = world.schools.get(parameter(request, 'school'));
  if (school === undefined) throw new SandboxError(404, 'resource_not_found', 'No such school.');
  return school;
}

/** The same, but throws 403 for one that has not granted access. */
export function grantedSchool(world: ServedWorld, request: FastifyRequest): ServedSchool {
  const school = knownSchool(world, request);
  if (!school.granted) {
    throw new SandboxError(403, 'school_not_granted', 'This school has not granted access to this app.');
  }
  return school;
}

/** `schools`, its lists by state, `schools/{id}`, and what `meta` says about a school (wonde-api sections 3 and 4). */
export function schoolRoutes(server: FastifyInstance, world: ServedWorld, maxPerPage: number): void {
  for (const list of Object.keys(SCHOOL_LISTS)) {
    const config = { resource: 'schools', parameters: schoolListParameters(list) };
    server.get(`/${list}`, { config }, (request) => {
      const query = queryOf(request);
      const filter = schoolFilter(list, query);
      const { shortLists } = world;
      const page = { query, maxPerPage, url: addressOf(request), shortLists };
      return listAnswer(cutPage([...world.schools.values()], filter, page), (school) => school.source.school);
    });
  }
  server.get('/schools/:school', { config: { resource: 'school' } }, (request) => ({
    data: grantedSchool(world, request).source.school,
    meta: { includes: [] },
  }));
  // Readable for every school: `approved` says what a client may not conclude from a 403.
  server.get('/meta/schools/:school', { config: { resource: 'meta' } }, (request) => {
    const school = knownSchool(world, request);
    const online = school.meta.online && school.state !== 'offline';
    return { data: { ...school.meta, online, approved: school.granted && school.meta.approved } };
  });
  // Documented without parameters; those that ask for pages get them.
  const permissions = { config: { resource: 'permissions', parameters: PAGE_PARAMETERS } };
  server.get('/meta/schools/:school/permissions', permissions, (request) => {
    const rows = grantedSchool(world, request).permissions;
    const query = queryOf(request);
    if (Object.keys(query).length === 0) return { data: rows };
    return listAnswer(
      cutPage(rows, () => true, { query, maxPerPage, url: addressOf(request) }),
      (row) => row,
    );
  });
  const acl = { config: { resource: 'acl', parameters: ['with_user_type'] } };
  server.get('/meta/schools/:school/acl', acl, (request) => {
    const school = grantedSchool(world, request);
    const { mode, ids } = school.source.acl;
    if (!queryFlag(queryOf(request), 'with_user_type')) return { data: { mode, ids } };
    return { data: { mode, ids: ids.map((id) => ({ id, type: userType(school.index, id) })) } };
  });
}

const PEOPLE = ['students', 'contacts', 'employees'] as const;

/** What kind of person an id of the access control list is: the word that deletions use for it. */
function userType({ byId }: SchoolIndex, id: string): string | null {
  const resource = PEOPLE.find((people) => byId[people].has(id));
  return resource === undefined ? null : DELETION_TYPES[resource];
}
