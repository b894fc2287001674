import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnsweringServer } from './answering-server.js';
import { asFormerPrimary, asFull } from './answers.js';
import { FaultyConnection } from './faulty-connection.js';

/** An adapter on MongoDB, as the walk through its losses needs it. */
export interface LossesSubject<Port extends { close(): Promise<void> }> {
  open(address: string, timeoutMs: number): Promise<Port>;
  /** Writes the batch of this number, at least 200,000 bytes; may be repeated. */
  write(port: Port, batch: number): Promise<unknown>;
  /** Whether all of the batch is there. */
  isThere(port: Port, batch: number): Promise<boolean>;
  /** The code of the port's own error. */
  unavailable: string;
}

interface Loss {
  name: string;
  strike(faulty: FaultyConnection, answering: AnsweringServer): void | Promise<void>;
  /** The calls that it makes fail; others are answered all the same. */
  fails: readonly ('write' | 'read')[];
}

/** The time of one step here, and what follows from it: the limit of a call. */
const STEP_MS = 3_000;
const LIMIT_MS = 3 * STEP_MS;
/** What a machine that is busy with other things may take besides; no wait is longer than this and a step. */
const BUSY_MS = 30_000;

const BOTH = ['write', 'read'] as const;
const LOSSES: Loss[] = [
  { name: 'killed', strike: (faulty) => faulty.refuse(), fails: BOTH },
  { name: 'frozen', strike: (faulty) => faulty.freeze(), fails: BOTH },
  { name: 'cut before an answer comes', strike: (faulty) => faulty.cutAfter('toClient', 0), fails: BOTH },
  {
    name: 'cut in the middle of a bulk',
    strike: (faulty) => faulty.cutAfter('toServer', 100_000),
    fails: BOTH,
  },
  { name: 'slow', strike: (faulty) => faulty.slow(50), fails: [] },
  { name: 'slower than any limit', strike: (faulty) => faulty.slow(2 * LIMIT_MS), fails: BOTH },
  { name: 'no primary any more', strike: (_, server) => server.answerBy(asFormerPrimary), fails: ['write'] },
  { name: 'full', strike: (_, server) => server.answerBy(asFull), fails: ['write'] },
];

/**
 * Walks one opened adapter through the losses and returns of a running server: every call ends within its limit, as it
 * should or as the port's own error; the adapter goes on by itself; and what was acknowledged is there.
 *
 * @param address of the server, with one host.
 */
export function survivesLosses<Port extends { close(): Promise<void> }>(
  name: string,
  address: string,
  subject: LossesSubject<Port>,
): void {
  describe(`${name} and a MongoDB that is lost and returns`, () => {
    const opened: { close(): Promise<void> }[] = [];
    const closedAfterwards = <T extends { close(): Promise<void> }>(each: T): T => {
      opened.unshift(each);
      return each;
    };
    let answering: AnsweringServer;
    let faulty: FaultyConnection;
    let port: Port;
    beforeAll(async () => {
      answering = closedAfterwards(await AnsweringServer.before(address));
      faulty = closedAfterwards(await FaultyConnection.before(answering.address));
      await untilDone(
        async () => void (port = closedAfterwards(await subject.open(faulty.address, STEP_MS))),
      );
    });
    afterAll(async () => {
      for (const each of opened) await each.close();
    });

    let batches = 0;
    const acknowledged: number[] = [];
    const write = async () => {
      const batch = batches++;
      await subject.write(port, batch);
      acknowledged.push(batch);
    };
    const read = async () => expect(await subject.isThere(port, acknowledged[0]!)).toBe(true);
    const mend = async () => {
      answering.answerBy();
      await faulty.mend();
    };

    /** How the call ended, which must be within its limit. */
    async function outcome(call: () => Promise<unknown>): Promise<unknown> {
      const begun = performance.now();
      const ended = await call().then(
        () => 'done',
        (error: { code?: unknown }) => error.code,
      );
      expect(performance.now() - begun).toBeLessThan(LIMIT_MS + BUSY_MS);
      return ended;
    }

    /** Repeats a call, as the services do, and as an orchestrator repeats the start. */
    async function untilDone(call: () => Promise<unknown>): Promise<void> {
      const deadline = performance.now() + STEP_MS + BUSY_MS;
      for (let ended = await outcome(call); ended !== 'done'; ended = await outcome(call)) {
        expect(ended).toBe(subject.unavailable);
        expect(performance.now()).toBeLessThan(deadline);
      }
    }

    it('away at the start: says so, and is opened when it is there', async () => {
      await faulty.refuse();
      expect(await outcome(() => subject.open(faulty.address, STEP_MS))).toBe(subject.unavailable);
      await mend();
      await untilDone(async () => (await subject.open(faulty.address, STEP_MS)).close());
    });

    it.each(LOSSES)('$name: says so, and goes on by itself', async ({ strike, fails }) => {
      await untilDone(write);
      const inHand = outcome(write);
      await strike(faulty, answering);
      expect(['done', subject.unavailable]).toContain(await inHand);
      for (const [kind, call] of Object.entries({ write, read }) as ['write' | 'read', typeof write][]) {
        if (fails.includes(kind)) expect(await outcome(call)).toBe(subject.unavailable);
        else await untilDone(call);
      }
      await mend();
      await untilDone(write);
      await untilDone(read);
    });

    it('nothing that was acknowledged is lost', async () => {
      expect(acknowledged.length).toBeGreaterThan(2 * LOSSES.length);
      for (const batch of acknowledged) expect(await subject.isThere(port, batch)).toBe(true);
    });
  });
}
