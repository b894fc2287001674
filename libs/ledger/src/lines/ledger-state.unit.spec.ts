import { describe, expect, it } from '@jest/globals';
import { aState } from '../../testing/a-state.js';

describe('what a ledger remembers of a record', () => {
  it('is the person that the last line names, and nobody where it names none', () => {
    const line = { kind: 'contact', key: 'c', outcome: 'imported' } as const;
    const state = aState({ ...line, personKey: 'p' }, line);
    // Else each review would write the record again under the old person, and each reading under none.
    expect(state.records.get('c')?.personKey).toBeUndefined();
  });
});
