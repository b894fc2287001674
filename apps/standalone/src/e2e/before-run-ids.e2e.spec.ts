import { describe, expect, it } from '@jest/globals';
import { LAST_EVENT, SCHOOLS_OWNER, TIPS } from '@gatehouse/cms-projector/collections';
import { disagreements } from '@gatehouse/cms-projector/recover';
import { syncStream } from '@gatehouse/schemas';
import type { Engines } from '@gatehouse/service';
import { KeyRing, runKeyId } from '@gatehouse/privacy';
import { aSchool, contact, SCHOOL, student } from '../../testing/a-school.js';
import { enginesOfBeforeRunIds } from '../../testing/engines-of-before-run-ids.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import { standings } from '../../testing/standings.js';

const school = () => aSchool({ students: [student('kim', [contact('mum'), contact('dad')])] });

/** Read models without what later versions remember of the events that they come from. */
async function withoutTips({ engines }: Gate): Promise<void> {
  await engines.readModels.forget(TIPS, SCHOOLS_OWNER);
  await engines.readModels.dropCheckpoint(LAST_EVENT);
}

const told = (gate: Gate) => gate.log.filter((line) => line.includes('STORES_DISAGREE'));

describe('what versions left that named a run by its number alone', () => {
  /** Runs as those versions did, until it is told that the upgrade is made. */
  const upgraded = () => {
    const version = { isOld: true };
    const engines = (all: Engines) => (version.isOld ? enginesOfBeforeRunIds(all) : all);
    return { version, engines };
  };

  it('is opened and goes on, without an alarm', async () => {
    const { version, engines } = upgraded();
    await given(
      school(),
      async ({ gate, when }) => {
        expect(await standings(gate, 'contact', 'dad', ['kim'])).toBe('imported: kim');
        await withoutTips(gate);
        await gate.stop();
        version.isOld = false;
        await gate.start();
        expect(await standings(gate, 'contact', 'dad', ['kim'])).toBe('imported: kim');
        const { outcome } = await when({ kind: 'order-added', contact: 'dad' });
        expect(outcome).toBe('completed');
        expect(await standings(gate, 'contact', 'dad', ['kim'])).toBe('excluded: ACTIVE_COURT_ORDER');
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
        await gate.restart();
        const { engines: opened } = gate;
        const keyRing = new KeyRing(opened.keyStore, opened.masterKey);
        expect(await disagreements({ ...opened, keyRing })).toEqual([]);
        expect(told(gate)).toEqual([]);
      },
      { engines },
    );
  });

  it('is a run that was never ended: its key dies, its messages are dropped, and the next run completes', async () => {
    const { version, engines } = upgraded();
    await given(
      school(),
      async ({ gate, when }) => {
        await gate.stopWriters();
        // Nobody closes it: it ends with the process, and leaves its messages on the topics.
        gate.sandbox.control.clearRequests();
        const running = gate.services.ingest.syncAll();
        await gate.askedFor('groups');
        const started = (await gate.runs()).findLast(({ type }) => type === 'SyncRunStarted')!;
        await withoutTips(gate);
        await gate.stop();
        await running;
        version.isOld = false;
        await gate.start();
        expect((await when()).outcome).toBe('completed');
        expect(await standings(gate, 'contact', 'dad', ['kim'])).toBe('imported: kim');
        const key = runKeyId({ schoolId: SCHOOL, run: started.revision });
        expect(started.stream).toBe(syncStream(SCHOOL));
        expect(await gate.engines.keyStore.get([key])).toEqual([{ state: 'destroyed' }]);
        expect(told(gate)).toEqual([]);
      },
      { engines },
    );
  });
});
