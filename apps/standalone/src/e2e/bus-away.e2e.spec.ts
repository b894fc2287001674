import { TOPICS } from '@gatehouse/schemas';
import { MessageBusUnavailable } from '@gatehouse/message-bus';
import { describe, expect, it } from '@jest/globals';
import { aSchool, SCHOOL, student } from '../../testing/a-school.js';
import { failingEngines, times } from '../../testing/failing-engines.js';
import { given } from '../../testing/given.js';

describe('a bus that is away when changes are to be announced', () => {
  it('does not keep the CMS from reading: the projector goes on, and announces them when it is back', async () => {
    const engines = failingEngines();
    await given(
      aSchool({ students: [student('kim')] }),
      async ({ gate, when }) => {
        const refusal = times(4, new MessageBusUnavailable('away'));
        engines.ofMessage = (to) => (to === TOPICS.cmsChanges ? refusal() : undefined);
        expect((await when()).outcome).toBe('completed');
        expect(refusal()).toBeUndefined();
        const announced: unknown[] = [];
        for await (const { value } of gate.engines.bus.read(TOPICS.cmsChanges)) announced.push(value);
        expect(announced).toContainEqual({
          schoolId: SCHOOL,
          addOn: 'email-text',
          kind: 'student',
          documentId: gate.documentIdOf('student', 'kim'),
          change: 'present',
        });
        expect(gate.log.filter((line) => line.includes('died'))).toEqual([]);
        expect(gate.log.filter((line) => line.includes('cannot be announced yet'))).toHaveLength(4);
      },
      { engines: (opened) => engines.on(opened), firstSync: false },
    );
  });
});
