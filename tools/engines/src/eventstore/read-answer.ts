import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/** The answers to one read, at the pace at which the client takes them. */
export class ReadAnswer {
  /** Aborts when the client has gone. */
  readonly gone: AbortSignal;
  readonly #call: ReadCall;

  constructor(call: ReadCall) {
    const controller = new AbortController();
    call.once('cancelled', () => controller.abort());
    this.gone = controller.signal;
    this.#call = call;
  }

  get isOpen(): boolean {
    return !this.gone.aborted && !this.#call.writableEnded;
  }

  async send(response: streams.ReadResp): Promise<void> {
    if (!this.isOpen || this.#call.write(response)) return;
    // Aborted: the client has gone, and nobody waits.
    await once(this.#call, 'drain', { signal: this.gone }).catch(() => undefined);
  }

  end(): void {
    if (this.isOpen) this.#call.end();
  }
}
