import type { FastifyInstance } from 'fastify';
import type { RawRecord } from '../json.js';
import { RESOURCES } from '../world/resources.js';
import type { Resource } from '../world/resources.js';
import type { ServedWorld } from '../world/served-world.js';
import { approvedLabels, mayRead } from './field-permissions.js';
import { cutPage, listAnswer } from './paging.js';
import { queryText, queryTime } from './query.js';
import { timeText } from './filters.js';
import { PAGE_PARAMETERS } from './parameters.js';
import { refuseInclude } from './refuse-include.js';
import { refuseResource } from './refuse-resource.js';
import { addressOf, queryOf } from './request-place.js';
import { grantedSchool } from './school-routes.js';

/** `counts?include=…` and `deletions` (wonde-api sections 8.6 and 9). */
export function countAndDeletionRoutes(
  server: FastifyInstance,
  world: ServedWorld,
  maxPerPage: number,
): void {
  const counting = { config: { resource: 'counts', parameters: ['include'] } };
  server.get('/schools/:school/counts', counting, (request) => {
    const { data, permissions, manner } = grantedSchool(world, request);
    const approved = approvedLabels(permissions);
    const counts: Record<string, { data: { count: number } }> = {};
    const exists = (name: string) => isResource(name) && !manner.missing.includes(name);
    const asked = queryText(queryOf(request), 'include')?.split(',').filter(Boolean);
    // Without an include the official client's own test expects a row for each kind.
    for (const name of asked ?? RESOURCES.filter((each) => exists(each) && mayRead(each, approved))) {
      if (!isResource(name) || !exists(name)) return refuseInclude(name);
      if (!mayRead(name, approved)) refuseResource(name);
      counts[name] = { data: { count: data[name].filter((row) => !data.gone.has(row)).length } };
    }
    return { data: counts, meta: { includes: RESOURCES } };
  });

  const parameters = ['type', 'updated_after', 'updated_before', ...PAGE_PARAMETERS];
  const deleting = { config: { resource: 'deletions', parameters } };
  server.get('/schools/:school/deletions', deleting, (request) => {
    const { data, manner } = grantedSchool(world, request);
    const query = queryOf(request);
    const type = queryText(query, 'type');
    const after = queryTime(query, 'updated_after') ?? '';
    const before = queryTime(query, 'updated_before') ?? '9999';
    const filter = (row: RawRecord) => {
      const restored = timeText(row['restored_at']);
      const moved = restored === '' ? timeText(row['deleted_at']) : restored;
      return (type === undefined || row['type'] === type) && moved >= after && moved <= before;
    };
    const { shortLists } = manner;
    const url = addressOf(request);
    return listAnswer(cutPage(data.deletions, filter, { query, maxPerPage, url, shortLists }), (row) => row);
  });
}

const isResource = (name: string): name is Resource => (RESOURCES as readonly string[]).includes(name);
