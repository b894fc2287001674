import type { FastifyInstance } from 'fastify';

/**
 * Lets a request have an empty body, whatever type it names: clients ask for access with none, with `{}`, `[]` or with
 * contacts, and give it up in the same ways (wonde-api section 14). What JSON cannot be read answers 400.
 */
export function acceptBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body).trim();
    const isJson = /json/i.test(request.headers['content-type'] ?? '');
    if (text === '' || !isJson) return done(null, undefined);
    try {
      done(null, JSON.parse(text));
    } catch {
      done(Object.assign(new Error('The body is no JSON.'), { statusCode: 400 }));
    }
  });
}
