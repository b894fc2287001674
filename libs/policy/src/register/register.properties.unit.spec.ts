import { describe, expect, it } from '@jest/globals';
import type { RuleInput } from '@gatehouse/schemas';
import fc from 'fast-check';
import { RegisterScene } from '../../testing/a-register.js';
import type { ContactSays, PupilSays } from '../../testing/a-source.js';
import { contact, keyOf } from '../../testing/a-source.js';
import type { KeptOut } from './standing/list-restrictions.js';
import { listRestrictions } from './standing/list-restrictions.js';
import { Standings } from './standing/standings.js';

/** Small schools and the nights and words of some weeks: what must hold whatever happens. */
const CHILDREN = ['kim', 'lee', 'max'];
const ADULTS = ['A', 'B', 'C', 'D', 'E'];

const mostly = (good: RuleInput, ...bad: RuleInput[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(good) }, { weight: 2, arbitrary: fc.constantFrom(...bad) });
const JOHN = { forename: 'John', surname: 'Smith', emails: { email: 'j@x.example' } };
const anyAdult: fc.Arbitrary<ContactSays> = fc.record({
  id: fc.constantFrom(...ADULTS),
  order: mostly('false', 'true', 'null', 'absent', 'unreadable'),
  responsible: mostly('true', 'false', 'null', 'unreadable'),
  upi: fc.constantFrom(undefined, undefined, undefined, 'u', 'v'),
  fields: fc.constantFrom({}, {}, {}, JOHN),
  loose: fc.constantFrom(false, false, false, false, false, false, true),
});
/** Each adult has a name of their own unless the night says otherwise. */
const named = ({ id, fields, ...more }: ContactSays): ContactSays => {
  const isNamed = fields && Object.keys(fields).length > 0;
  return contact(id, { ...more, ...(isNamed ? { fields } : {}) });
};
const anyPupils: fc.Arbitrary<PupilSays[]> = fc
  .subarray([...CHILDREN, undefined], { minLength: 1 })
  .chain((children) =>
    fc.tuple(
      ...children.map((id) =>
        fc
          .array(anyAdult, { maxLength: 4 })
          .map((adults): PupilSays => ({ id, contacts: adults.map(named) })),
      ),
    ),
  );

type Ends = 'completed' | 'crashed' | 'failing';
interface Night {
  pupils: PupilSays[];
  days: number;
  ends: Ends;
}
const anyNight: fc.Arbitrary<Night> = fc.record({
  pupils: anyPupils,
  days: fc.constantFrom(0, 1, 1, 1, 5, 40),
  ends: fc.constantFrom<Ends>('completed', 'completed', 'completed', 'crashed', 'failing'),
});
const anyWord = fc.record({
  word: fc.constantFrom('lift', 'block', 'unblock', 'separate', 'join', 'move', 'blank', 'decide'),
  one: fc.constantFrom(...ADULTS),
  other: fc.constantFrom(...ADULTS),
});
type Word = typeof anyWord extends fc.Arbitrary<infer T> ? T : never;

function say(scene: RegisterScene, { word, one, other }: Word): void {
  if (word === 'lift') scene.lift(one);
  if (word === 'block') scene.block(one);
  if (word === 'unblock') scene.unblock(one);
  if (word === 'separate' && one !== other) scene.separate(one, other);
  if (word === 'join' && one !== other) scene.join(one, other);
  if (word === 'move' && one !== other) scene.move(one, other);
  if (word === 'blank') scene.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
  if (word === 'decide') scene.says('CourtOrderPolicySet', { blankCourtOrder: 'undecided' });
}

interface Step {
  night: Night;
  words: Word[];
}
const anyStep = (words: fc.Arbitrary<Word[]>): fc.Arbitrary<Step> => fc.record({ night: anyNight, words });
const someSteps = fc.array(anyStep(fc.array(anyWord, { maxLength: 2 })), { minLength: 1, maxLength: 5 });
const anyScope = fc.constantFrom('person' as const, 'link' as const);

function told(steps: readonly Step[], courtOrderScope: 'person' | 'link'): RegisterScene {
  const scene = new RegisterScene();
  scene.settings = { ...scene.settings, courtOrderScope };
  for (const { night, words } of steps) {
    scene.night(night.pupils, night);
    for (const word of words) say(scene, word);
  }
  return scene;
}

/** All links of the night whose source says nothing against them. */
const passing = (pupils: readonly PupilSays[]): PupilSays[] =>
  pupils.map(({ id, contacts }) => ({
    id,
    contacts: contacts.map((says) => ({ ...says, order: 'false', responsible: 'true' })),
  }));
const keptOut = (scene: RegisterScene): KeptOut[] =>
  listRestrictions(scene.sight, new Standings(scene.sight));
const shownIn = (pupils: readonly PupilSays[]): string[] => [
  ...new Set(pupils.flatMap(({ contacts }) => contacts.filter(({ loose }) => !loose).map(({ id }) => id))),
];

describe('whoever is out by memory alone', () => {
  it('is on the list, or blocked', () => {
    let found = 0;
    fc.assert(
      fc.property(someSteps, anyNight, anyScope, (steps, last, scope) => {
        const scene = told(steps, scope);
        scene.night(passing(last.pupils), { days: last.days });
        const listed = new Set(keptOut(scene).map(({ row }) => row));
        for (const id of shownIn(last.pupils)) {
          const said = scene.contact(id);
          if (!said.startsWith('out') || scene.alone(id).includes('blocked')) continue;
          found += 1;
          expect([id, said, listed.has(keyOf('contact', id))]).toEqual([id, said, true]);
        }
      }),
      { numRuns: 200 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it('comes in once every word is said that the list names, night by night', () => {
    let freed = 0;
    fc.assert(
      fc.property(someSteps, anyNight, anyScope, (steps, last, scope) => {
        const scene = told(steps, scope);
        const pupils = passing(last.pupils);
        scene.night(pupils, { days: last.days });
        for (const id of shownIn(pupils)) {
          if (!scene.contact(id).startsWith('out')) continue;
          const heard: string[] = [];
          for (let round = 0; round < 12 && scene.contact(id).startsWith('out'); round += 1) {
            scene.unblock(id);
            for (const entry of keptOut(scene).filter(({ row }) => row === keyOf('contact', id))) {
              heard.push(`${entry.because}: ${entry.word}`);
              sayTheWord(scene, entry);
            }
            scene.night(pupils, { days: 0 });
          }
          freed += 1;
          expect([id, scene.contact(id), heard]).toEqual([id, expect.stringMatching(/^in/), heard]);
        }
      }),
      { numRuns: 200 },
    );
    expect(freed).toBeGreaterThan(50);
  });
});

function sayTheWord(scene: RegisterScene, { row, of, word }: KeptOut): void {
  if (word === 'lift') scene.says('RestrictionLifted', { row: of });
  if (word === 'separate') scene.says('RowsToldApart', { rows: [of, row] });
  if (word === 'unblock') scene.says('PersonUnblocked', { recordKey: of });
  if (word === 'say-what-blank-means') scene.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
}

describe('whoever was ever read under an order', () => {
  /** What a night says of each link: what restricts most. */
  function ordersOf({ pupils }: Night): Map<string, RuleInput> {
    const orders = new Map<string, RuleInput>();
    const strength = ['false', 'null', 'absent', 'unreadable', 'true'];
    for (const { id, contacts } of pupils) {
      for (const { id: adult, order = 'false', loose } of contacts) {
        if (loose) continue;
        const name = `${adult} ${id ?? 'unknown'}`;
        const known = orders.get(name);
        if (!known || strength.indexOf(order) > strength.indexOf(known)) orders.set(name, order);
      }
    }
    return orders;
  }

  it('stays out until a word about them, or their own false in a whole run that completed', () => {
    let remembered = 0;
    const someLifts = fc.array(fc.constantFrom(...ADULTS), { maxLength: 1 });
    const steps = fc.array(fc.record({ night: anyNight, lifts: someLifts }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(steps, anyScope, (history, scope) => {
        const scene = new RegisterScene();
        scene.settings = { ...scene.settings, courtOrderScope: scope };
        const ordered = new Set<string>();
        for (const { night, lifts } of history) {
          scene.night(night.pupils, night);
          for (const [link, order] of ordersOf(night)) {
            if (order === 'true') ordered.add(link);
            if (order === 'false' && night.ends === 'completed') ordered.delete(link);
          }
          for (const id of lifts) {
            scene.lift(id);
            for (const link of ordered) if (link.startsWith(`${id} `)) ordered.delete(link);
          }
          for (const link of ordered) {
            const [id = '', child] = link.split(' ');
            remembered += 1;
            expect(scene.alone(id)).toContain('order true');
            const isShown = night.pupils.some(
              (one) => one.id === child && one.contacts.some((says) => says.id === id && !says.loose),
            );
            if (scope === 'person' || isShown) expect(scene.contact(id)).not.toContain(`in: ${child}`);
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(remembered).toBeGreaterThan(200);
  });

  it('takes with them who ever carried the same upi, however both change theirs', () => {
    let followed = 0;
    fc.assert(
      fc.property(fc.array(anyNight, { minLength: 2, maxLength: 6 }), (nights) => {
        const scene = new RegisterScene();
        const upis = new Map<string, Set<string>>();
        const ordered = new Set<string>();
        for (const night of nights) {
          scene.night(night.pupils, { ...night, ends: 'crashed' });
          for (const { contacts } of night.pupils) {
            for (const { id, upi, order, loose } of contacts) {
              if (loose) continue;
              if (upi !== undefined) upis.set(id, new Set([...(upis.get(id) ?? []), upi]));
              if (order === 'true') ordered.add(id);
            }
          }
        }
        const isSame = (a: string, b: string) =>
          [...(upis.get(a) ?? [])].some((upi) => upis.get(b)?.has(upi));
        for (const id of ADULTS) {
          if (![...ordered].some((other) => other !== id && isSame(id, other))) continue;
          followed += 1;
          expect(scene.alone(id)).toContain('order true');
        }
      }),
      { numRuns: 200 },
    );
    expect(followed).toBeGreaterThan(20);
  });
});

describe('the same night again', () => {
  it('writes nothing on the same day, and on another that there was a reading', () => {
    fc.assert(
      fc.property(someSteps, anyNight, anyScope, (steps, { pupils }, scope) => {
        const scene = told(steps, scope);
        // The second may release what the first still remembers.
        scene.night(pupils).night(pupils, { days: 0 });
        const before = scene.written.length;
        scene.night(pupils, { days: 0 });
        expect(scene.written.slice(before)).toEqual([]);
        scene.night(pupils, { days: 1 });
        const types = scene.written.slice(before).map(({ type }) => type);
        // None where it lost all booleans: then it decides nothing.
        const isWhole = types.length > 0;
        expect(types.filter((type) => type !== 'RestrictionsLapsed')).toEqual(
          isWhole ? ['ReadingWhole'] : [],
        );
      }),
      { numRuns: 200 },
    );
  });
});
