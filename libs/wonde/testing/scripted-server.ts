import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server answers a request. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  /** Accepts the request and says nothing. */
  | { trouble: 'hang' }
  /** Sends headers and the beginning of a body, then nothing. */
  | { trouble: 'hang-in-body' }
  /** Closes the connection without an answer. */
  | { trouble: 'reset' }
  /** Announces a longer body than it sends before it closes. */
  | { trouble: 'cut' };

export interface SeenRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
}

export interface ScriptedServer {
  /** Including `/v1.0/`. */
  baseUrl: string;
  seen: SeenRequest[];
  close(): Promise<void>;
}

/** An HTTP server that answers as the script says; texts and buffers are sent as they are, everything else as JSON. */
export async function scriptedServer(
  script: (request: SeenRequest, number: number) => Reply,
): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const entry = { method: request.method ?? '', url, headers: request.headers };
    seen.push(entry);
    reply(response, script(entry, seen.length));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1.0/`,
    seen,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function reply(response: ServerResponse, answer: Reply): void {
  if (!('trouble' in answer)) {
    const { status = 200, headers = {}, body = '' } = answer;
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(isRaw ? body : JSON.stringify(body));
    return;
  }
  if (answer.trouble === 'hang') return;
  if (answer.trouble === 'reset') {
    response.socket?.destroy();
    return;
  }
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"data": [', () => {
    if (answer.trouble === 'cut') response.socket?.destroy();
  });
}
