import { describe, expect, it } from '@jest/globals';
import { RegisterScene } from '../../testing/a-register.js';
import type { PupilSays } from '../../testing/a-source.js';
import { contact, pupil } from '../../testing/a-source.js';
import { listRestrictions } from './standing/list-restrictions.js';
import { Standings } from './standing/standings.js';

/** A MIS that gives every contact the same `upi`: whatever it does not know is `0`. */
const COUNT = 1500;
const ORDERS = 700;

type NamesOf = (n: number) => { forename?: string; surname?: string };
/** Under more than eight names they are strangers, all of whose orders end in one night; else they are one adult. */
const NAMES: [string, NamesOf, string][] = [
  ['fifteen hundred names', (n) => ({ forename: `Forename ${n}`, surname: `Surname ${n}` }), 'order true'],
  ['one name', () => ({ forename: 'John', surname: 'Smith' }), 'free'],
  ['no name', () => ({}), 'free'],
];

const school = (fields: NamesOf, orders: number, irresponsible = 0): PupilSays[] =>
  Array.from({ length: COUNT }, (_, n) =>
    pupil(
      `kid ${n}`,
      contact(`C${n}`, {
        upi: '0',
        fields: fields(n),
        order: n < orders ? 'true' : 'false',
        responsible: n < irresponsible ? 'false' : 'true',
      }),
    ),
  );

/** The most entries of one event. */
const longest = ({ written }: RegisterScene) =>
  Math.max(
    ...written.flatMap(({ data }) =>
      Object.values(data).map((value: unknown) => (Array.isArray(value) ? value.length : 0)),
    ),
  );

/** Everything that the register says of all rows, counted. */
function answersOf(scene: RegisterScene): number {
  const standings = new Standings(scene.sight);
  let count = 0;
  for (const row of standings.rows) {
    const { orders, unclear, responsibility } = standings.of(row);
    count += orders.length + unclear.length + responsibility.length;
  }
  return count;
}

describe.each(NAMES)('fifteen hundred contacts under one upi, with %s', (_, fields, whenAllEnd) => {
  it('cost no square of events or answers where nobody is restricted', () => {
    const scene = new RegisterScene().night(school(fields, 0));
    expect(longest(scene)).toBeLessThanOrEqual(2 * COUNT);
    expect(answersOf(scene)).toBe(0);
  });

  it.each(['person', 'link'] as const)(
    'cost none in scope %s where nearly half are under an order and as many not responsible',
    (courtOrderScope) => {
      const scene = new RegisterScene();
      scene.settings = { ...scene.settings, courtOrderScope };
      const pupils = school(fields, ORDERS, ORDERS);
      scene.night(pupils);
      expect(longest(scene)).toBeLessThanOrEqual(2 * COUNT);
      expect(answersOf(scene)).toBeLessThanOrEqual(8 * COUNT);
      const list = listRestrictions(scene.sight, new Standings(scene.sight));
      expect(list.length).toBeLessThanOrEqual(8 * COUNT);
      const before = scene.written.length;
      scene.night(pupils, { days: 0 });
      expect(scene.written).toHaveLength(before);
      scene.night(school(fields, 0));
      expect(longest(scene)).toBeLessThanOrEqual(2 * COUNT);
      expect(scene.alone('C0')).toBe(whenAllEnd);
    },
  );
});
