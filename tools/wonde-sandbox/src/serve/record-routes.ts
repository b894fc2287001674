import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SandboxError } from '../sandbox-error.js';
import { RESOURCES } from '../world/resources.js';
import type { Resource } from '../world/resources.js';
import type { ServedWorld } from '../world/served-world.js';
import { approvedLabels, mayRead } from './field-permissions.js';
import { INCLUDES } from './include-lists.js';
import { cutPage, listAnswer } from './paging.js';
import { listParameters } from './parameters.js';
import { parseIncludes } from './parse-includes.js';
import type { IncludeTree } from './parse-includes.js';
import { presentRecord } from './present-record.js';
import type { View } from './present-record.js';
import { queryText } from './query.js';
import { recordFilter } from './record-filters.js';
import { refuseResource } from './refuse-resource.js';
import { addressOf, parameter, queryOf } from './request-place.js';
import { grantedSchool } from './school-routes.js';

/** `schools/{id}/{resource}` and `…/{id}` for every resource (wonde-api section 8). */
export function recordRoutes(
  server: FastifyInstance,
  world: ServedWorld,
  maxPerPage: (resource: Resource) => number,
): void {
  for (const resource of RESOURCES) {
    const list = { config: { resource, parameters: listParameters(resource) } };
    server.get(`/schools/:school/${resource}`, list, (request) => {
      const { view, tree } = viewOf(world, resource, request);
      const { school } = view;
      const query = queryOf(request);
      const filter = recordFilter(school, resource, query);
      const page = cutPage(school.data[resource], filter, {
        query,
        maxPerPage: maxPerPage(resource),
        url: addressOf(request),
        shortLists: school.manner.shortLists,
      });
      return listAnswer(page, (row) => presentRecord(view, resource, row, tree), INCLUDES[resource]);
    });
    const single = { config: { resource, parameters: ['include'] } };
    server.get(`/schools/:school/${resource}/:id`, single, (request) => {
      const { view, tree } = viewOf(world, resource, request);
      const row = view.school.index.byId[resource].get(parameter(request, 'id'));
      if (row === undefined || view.school.data.gone.has(row)) {
        throw new SandboxError(404, 'resource_not_found', `No such record in ${resource} of this school.`);
      }
      return { data: presentRecord(view, resource, row, tree), meta: { includes: INCLUDES[resource] } };
    });
  }
}

function viewOf(
  world: ServedWorld,
  resource: Resource,
  request: FastifyRequest,
): { view: View; tree: IncludeTree } {
  const school = grantedSchool(world, request);
  const { missing } = school.manner;
  if (missing.includes(resource)) {
    throw new SandboxError(404, 'resource_not_found', `The MIS of this school has no ${resource}.`);
  }
  const approved = approvedLabels(school.permissions);
  if (!mayRead(resource, approved)) refuseResource(resource);
  const tree = parseIncludes(resource, queryText(queryOf(request), 'include') ?? '', { approved, missing });
  return { view: { school, approved }, tree };
}
