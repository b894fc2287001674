import { describe, expect, it } from '@jest/globals';
import { Register } from './register.js';

const evolved = (type: string, schemaVersion: number) => {
  const register = new Register();
  register.evolve({ type, data: { run: 7 }, revision: 0, metadata: { schemaVersion } });
  return register;
};

describe('the register, of events that a newer version of Gatehouse wrote', () => {
  it.each([
    ['a type', 'InputsDoubted', 1],
    ['a later version of one', 'ReadingFenced', 2],
  ])('refuses %s: what it says may restrict', (_, type, version) => {
    expect(() => evolved(type, version)).toThrow(
      expect.objectContaining({ code: 'REGISTER_EVENT_UNREADABLE', message: expect.stringContaining(type) }),
    );
  });

  it('takes in the version that it knows', () => {
    expect(evolved('ReadingFenced', 1).fencedBy).toBe(7);
  });
});
