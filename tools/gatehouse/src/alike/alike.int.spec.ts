import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {} from '@gatehouse/schemas';
import { ADataDirectory } from '../../testing/a-data-directory.js';
import type { RestrictionsDocument } from '../restrictions/restrictions-document.js';
import type { AlikePair } from './pairs-document.js';
import { alike, contact, order, pupils, seeded, whole } from '../../testing/a-reading.js';

const [KIM, LEE, OLD, OTHER, THIRD] = ['b1', 'b2', 'c1', 'c2', 'c3'].map((digits) => digits.repeat(16)) as [
  string,
  string,
  string,
  string,
  string,
];
const UNKNOWN = 'f'.repeat(32);
const WHO = ['--actor', 'S. Lead', '--reason', 'Both known to the office'];

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
});
afterEach(() => data.remove());

const say = (command: string, ...words: string[]) =>
  data.gatehouse('alike', command, '--school', 'S1', ...words);
const pairs = async (...words: string[]) =>
  ((await say('list', '--json', ...words)).lines[0] as { pairs: AlikePair[] }).pairs;
const stored = () => data.settings('S1');

/** OLD is under an order and alike to OTHER; OTHER and THIRD are alike, too, and nobody else is restricted. */
const school = () =>
  data.reading('S1', 1, [
    seeded(),
    pupils(KIM, LEE),
    contact(OLD, [KIM]),
    ...[OTHER, THIRD].map((row) => contact(row, [LEE])),
    order(OLD, KIM),
    alike(OLD, OTHER),
    alike(OTHER, THIRD),
    whole(),
  ]);

describe('gatehouse alike list', () => {
  it('names the pairs that keep somebody out, or all', async () => {
    expect(await say('list')).toMatchObject({ output: '', notes: [expect.stringContaining('Nobody')] });
    await school();
    const keeping = {
      rows: [OTHER, OLD],
      because: 'alike',
      keepsOut: OTHER,
      said: null,
      since: '2026-08-31',
      run: 1,
    };
    expect(await pairs()).toEqual([keeping]);
    const harmless = { rows: [OTHER, THIRD], because: 'alike', keepsOut: null, said: null };
    expect(await pairs('--all')).toMatchObject([keeping, harmless]);
    const { output } = await say('list', '--all');
    expect(output).toContain(`${OTHER}  ${OLD}  alike    the first`);
    expect(output).toContain('alike separate --school S1 ROW ROW --shown 8');
  });

  it('names who took the place of a row that disappeared', async () => {
    await data.reading('S1', 1, [seeded(), pupils(KIM), contact(OLD, [KIM]), order(OLD, KIM), whole()]);
    await data.reading('S1', 3, [contact(OTHER, [KIM]), whole([{ row: OLD, child: KIM }])]);
    expect(await pairs()).toEqual([
      { rows: [OTHER, OLD], because: 'made-again', keepsOut: OTHER, said: null, since: '2026-08-31', run: 3 },
    ]);
  });
});

describe('telling apart and joining', () => {
  beforeEach(school);

  it('frees who was told apart, with the next run', async () => {
    const { exitCode, output, notes } = await say('separate', OLD, OTHER, THIRD, ...WHO);
    expect([exitCode, notes]).toEqual([0, ['It takes effect with the next run of the school.']]);
    expect(output).toContain(`told apart: ${OLD}, ${OTHER}, ${THIRD}\n  ${OTHER}: not kept out`);
    expect(output).toContain(`  ${OLD}: stays out all the same`);
    expect(await pairs()).toEqual([]);
    expect(await pairs('--all')).toMatchObject([{ said: 'apart' }, { said: 'apart' }]);
    expect((await stored())[0]).toMatchObject({
      type: 'RowsToldApart',
      data: { rows: [OLD, OTHER, THIRD], shown: 8, reason: 'Both known to the office' },
      metadata: { actor: 'S. Lead' },
    });
    expect(await say('separate', OLD, OTHER, ...WHO)).toMatchObject({ exitCode: 2 });
  });

  it('keeps out who is joined, at once, and whoever was told apart again', async () => {
    const { output, notes } = await say('join', OLD, THIRD, ...WHO);
    expect(output).toContain(`one person: ${OLD}, ${THIRD}\n  ${THIRD}: kept out from now on`);
    expect(notes).toEqual([expect.stringContaining('at once')]);
    await say('separate', OLD, OTHER, THIRD, ...WHO);
    expect(await pairs()).toEqual([]);
    await say('join', OLD, OTHER, ...WHO, '--shown', '8');
    const { restrictions } = (await data.gatehouse('restriction', 'list', '--school', 'S1', '--json'))
      .lines[0] as RestrictionsDocument;
    expect(restrictions).toMatchObject([{ row: OTHER, because: 'same-person', of: OLD }]);
  });

  it.each([
    ['separate', [OLD]],
    ['separate', [OLD, OLD]],
    ['separate', [OLD, 'Jane Doe']],
    ['separate', [OLD, UNKNOWN]],
    ['separate', [OLD, OTHER, '--shown', '99']],
    ['join', [OLD, UNKNOWN]],
    ['join', [OLD, KIM]],
    ['join', [OLD, OTHER, '--reason', '']],
  ])('%s refuses %j, and records nothing', async (command, words) => {
    const { exitCode, output, notes } = await say(command, ...WHO, ...words);
    expect([exitCode, output]).toEqual([2, '']);
    expect(notes).toEqual([expect.not.stringContaining('Jane')]);
    expect(await stored()).toEqual([]);
  });
});
