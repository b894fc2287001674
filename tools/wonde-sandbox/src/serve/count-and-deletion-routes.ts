import type { FastifyInstance } from 'fastify';
import type { RawRecord } from '../json.js';
import { RESOURCES } from '../world/resources.js';
import type { Resource } from '../world/resources.js';
import type { ServedWorld } from '../world/served-world.js';
import { approvedLabels, mayRead } from './field-permissions.js';
import { cutPage } from './paging.js';
import { queryText, queryTime, refuseParameter } from './query.js';
import { timeOf } from './record-filters.js';
import { refuseResource } from './refuse-resource.js';
import { addressOf, queryOf } from './request-place.js';
import { grantedSchool } from './school-routes.js';

/** `counts?include=…` and `deletions` (wonde-api sections 8.6 and 9). */
export function countAndDeletionRoutes(
  server: FastifyInstance,
  world: ServedWorld,
  maxPerPage: number,
): void {
  server.get('/schools/:school/counts', { config: { resource: 'counts' } }, (request) => {
    const { data, permissions } = grantedSchool(world, request);
    const approved = approvedLabels(permissions);
    const counts: Record<string, { data: { count: number } }> = {};
    for (const name of (queryText(queryOf(request), 'include') ?? '').split(',').filter(Boolean)) {
      if (!isResource(name)) return refuseParameter('include', `a list out of ${RESOURCES.join(', ')}`);
      if (!mayRead(name, approved)) refuseResource(name);
      counts[name] = { data: { count: data[name].filter((row) => !data.gone.has(row)).length } };
    }
    return { data: counts, meta: { includes: RESOURCES } };
  });

  server.get('/schools/:school/deletions', { config: { resource: 'deletions' } }, (request) => {
    const { data } = grantedSchool(world, request);
    const query = queryOf(request);
    const type = queryText(query, 'type');
    const after = queryTime(query, 'updated_after') ?? '';
    const before = queryTime(query, 'updated_before') ?? '9999';
    const filter = (row: RawRecord) => {
      const restored = timeOf(row, 'restored_at');
      const moved = restored === '' ? timeOf(row, 'deleted_at') : restored;
      return (type === undefined || row['type'] === type) && moved >= after && moved <= before;
    };
    const page = cutPage(data.deletions, filter, query, maxPerPage, addressOf(request));
    return {
      data: page.rows,
      meta: { ...(page.pagination && { pagination: page.pagination }), includes: [] },
    };
  });
}

const isResource = (name: string): name is Resource => (RESOURCES as readonly string[]).includes(name);
