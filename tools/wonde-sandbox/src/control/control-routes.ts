import type { FastifyInstance } from 'fastify';
import { parameter, queryOf } from '../serve/request-place.js';
import { changeRequestSchema } from './change-schema.js';
import type { SandboxControl } from './control.js';
import { faultSchema } from './faults.js';

/** Everything below `/control`; no token, because it serves tests on the same machine. */
export function controlRoutes(control: SandboxControl): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.post('/changes', (request) => {
      const { school, change } = changeRequestSchema.parse(request.body);
      control.change(school, change);
      return { done: true };
    });
    server.post('/faults', (request) => {
      control.fault(faultSchema.parse(request.body));
      return { done: true };
    });
    server.delete('/faults', () => {
      control.clearFaults();
      return { done: true };
    });
    server.get('/requests', () => ({ requests: control.requests() }));
    server.delete('/requests', () => {
      control.clearRequests();
      return { done: true };
    });
    server.get('/schools', () => ({ schools: control.schools() }));
    server.get('/schools/:school/people', (request) => {
      const people = control.people(parameter(request, 'school'));
      const kind = queryOf(request)['kind'];
      return kind === 'students' || kind === 'contacts' || kind === 'employees'
        ? { [kind]: people[kind] }
        : people;
    });
  };
}
