import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { setState } from '../control/apply-change.js';
import { SandboxError } from '../sandbox-error.js';
import type { ServedSchool } from '../world/served-school.js';
import type { ServedWorld } from '../world/served-world.js';
import type { SchoolState } from '../world/world.js';
import { knownSchool } from './school-routes.js';

const text = z.string().nullish();
const contact = z.looseObject({
  first_name: text,
  last_name: text,
  phone_number: text,
  email_address: text,
  notes: text,
});
/** Nothing, an empty list (how the PHP client writes "nothing"), or contacts (wonde-api section 3). */
const requestBody = z.union([
  z.undefined(),
  z.array(z.unknown()).length(0),
  z.looseObject({ contacts: z.array(contact).optional() }),
]);

/**
 * `request-access` and `revoke-access`. The answer's keys are documented; `state` and `message` are chosen here: the
 * state is the school's, and a school that has answered keeps it when asked again.
 */
export function accessRoutes(server: FastifyInstance, world: ServedWorld): void {
  server.post('/schools/:school/request-access', { config: { resource: 'access' } }, (request) => {
    const school = knownSchool(world, request);
    if (!requestBody.safeParse(request.body).success) refuseContacts();
    if (!school.granted) move(school, 'pending');
    return { success: true, state: school.state, message: 'Access to the school was asked for.' };
  });
  server.delete('/schools/:school/revoke-access', { config: { resource: 'access' } }, (request) => {
    const school = knownSchool(world, request);
    const had = school.granted || school.state === 'pending';
    if (had) move(school, 'revoked');
    const message = had ? 'Access to the school was given up.' : 'There was no access to give up.';
    return { success: had, state: school.state, message };
  });
}

function move(school: ServedSchool, state: SchoolState): void {
  school.changed = true;
  setState(school, state);
}

function refuseContacts(): never {
  throw new SandboxError(422, 'validation_failed', '"contacts" must be a list of contacts, or left out.');
}
