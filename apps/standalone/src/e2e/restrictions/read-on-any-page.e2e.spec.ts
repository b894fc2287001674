import { describe, expect, it } from '@jest/globals';
import type { Fault, RawRecord } from '@gatehouse/wonde-sandbox';
import { aSchool, contact, ORDER, student } from '../../../testing/a-school.js';
import { given } from '../../../testing/given.js';
import { standings } from '../../../testing/standings.js';

/** One pupil a page. */
const client = { perPage: 1, retryBudgetMs: 100 };
const { id: _, ...nameless } = student('nobody');
const family = (dad: RawRecord, ...others: RawRecord[]) => [
  student('kim', [contact('mum'), dad]),
  student('lee', [contact('gran')]),
  ...others,
];
const ordered = contact('dad', ORDER);

/** restrictions.md, rule 1: an order acts from the page that shows it, whatever else cannot be read. */
describe('an order takes the parent out at once', () => {
  it.each<[string, RawRecord[], Fault[], RegExp, outcome?: 'completed' | 'partial']>([
    [
      'beside a pupil whose contacts are null',
      family(ordered, student('max', [], { contacts: null })),
      [],
      /ACTIVE/,
      'completed',
    ],
    [
      'in a list of contacts beside null',
      family(ordered, student('max', [null as never])),
      [],
      /ACTIVE/,
      'completed',
    ],
    ['beside a pupil without id', family(ordered, nameless), [], /ACTIVE/],
    ['on a row that lost its id', family({ ...ordered, id: null }), [], /RULE_INPUT_UNREADABLE/],
    ['under a pupil who lost the id', [{ ...student('kim', [ordered]), id: null }], [], /ACTIVE/],
    ['when page 2 answers 404', family(ordered), [{ resource: 'students', page: 2, status: 404 }], /ACTIVE/],
    [
      'when page 1 names a next one elsewhere',
      family(ordered),
      [{ resource: 'students', page: 1, kind: 'foreign-next' }],
      /ACTIVE/,
    ],
    [
      'when page 1 does not say how it goes on',
      family(ordered),
      [{ resource: 'students', page: 1, replace: { find: '"more":true', with: '"more":"yes"' } }],
      /ACTIVE/,
    ],
    ['when page 2 is cut', family(ordered), [{ resource: 'students', page: 2, kind: 'cut-json' }], /ACTIVE/],
  ])('%s', (_name, students, faults, reason, outcome = 'partial') =>
    given(
      aSchool({ students: family(contact('dad')) }),
      async ({ gate, whileFailing }) => {
        await gate.serve({ schools: [aSchool({ students })] });
        for (let run = 0; run < 2; run += 1) {
          expect((await whileFailing(...faults)).outcome).toBe(outcome);
          const found = await standings(gate, 'contact', 'dad');
          expect(found).toMatch(/^excluded: [A-Z_, ]+$/);
          expect(found).toMatch(reason);
        }
        expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
        expect(await standings(gate, 'contact', 'gran', ['lee'])).toBe('imported: lee');
      },
      { client },
    ),
  );
});
