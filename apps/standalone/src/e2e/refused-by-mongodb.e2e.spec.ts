import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMongodb } from '@gatehouse/engines';
import { AnsweringServer, refusing } from '@gatehouse/mongodb/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ServiceProcess } from '../testing/service-process.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  let folder: string;
  let refused: ServiceProcess | undefined;
  let answering: AnsweringServer;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'refused-'));
    answering = await AnsweringServer.before(engine.address);
  });
  afterEach(async () => {
    await refused?.stopped('SIGKILL');
    await answering.close();
    rmSync(folder, { recursive: true });
  });
  afterAll(() => engine.stop());

  describe('the process of a service whose MongoDB refuses the user', () => {
    it.each([
      ['GATEHOUSE_KEY_STORE', 'create', 13, 'the role readWrite'],
      ['GATEHOUSE_KEY_STORE', 'create', 18, 'authSource'],
      ['GATEHOUSE_READ_MODELS', 'delete', 13, 'the role readWrite'],
    ])('ends with 3, names %s, and says what to do (%s, error %i)', async (variable, command, code, next) => {
      answering.answerBy(refusing([command], code, 'Refused'));
      refused = new ServiceProcess('cms-projector', {
        GATEHOUSE_EVENT_STORE: `file:${folder}/events.db`,
        GATEHOUSE_MESSAGE_BUS: `file:${folder}/bus.db`,
        GATEHOUSE_KEY_STORE: `file:${folder}/keys.db`,
        GATEHOUSE_READ_MODELS: `file:${folder}/read-models.db`,
        GATEHOUSE_HEALTH_PORT: '0',
        GATEHOUSE_PORT: '0',
        GATEHOUSE_CMS_API_KEY: 'a key of the CMS API, for tests only'.replaceAll(' ', '-'),
        GATEHOUSE_MASTER_KEY: 'abcd'.repeat(16),
        [variable]: answering.address,
      });
      expect(await refused.ended()).toBe(3);
      expect(refused.stderr).toMatch(new RegExp(`^${variable}: MongoDB .*${next}`, 'm'));
      expect(refused.stderr).not.toContain('secret');
    });
  });
}
