import { beforeEach, describe, expect, it } from '@jest/globals';
import { RegisterScene } from '../../../../testing/a-register.js';
import { contact, keyOf, ordered, pupil, without } from '../../../../testing/a-source.js';

/** What a reading leaves open that does not say of a pupil whose its contacts are (restrictions.md, rule 14). */
let scene: RegisterScene;
beforeEach(() => {
  scene = new RegisterScene();
});

const isShown = (row: string, child: string) =>
  scene.register.isShown(keyOf('contact', row), keyOf('pupil', child));
const written = (type: string) => scene.written.filter((event) => event.type === type);
const others = Array.from({ length: 12 }, (_, n) => pupil(`p${n}`, contact(`c${n}`)));
const all = (...pupils: ReturnType<typeof pupil>[]) => [...pupils, ...others];

describe('a pupil whose contacts are null, or no list', () => {
  it.each(['null', 'unreadable'] as const)('leaves its links as they were: %s', (contactsAre) => {
    scene.night(all(pupil('kim', contact('O'), ordered('F'))));
    scene.night(all(without('kim', contactsAre)));
    expect(scene.unsettled).toEqual(['kim']);
    expect([isShown('O', 'kim'), isShown('F', 'kim')]).toEqual([true, true]);
    expect(scene.alone('F')).toBe('order true');
    scene.night(all(pupil('kim', contact('F'))));
    expect(scene.unsettled).toEqual([]);
    expect([isShown('O', 'kim'), isShown('F', 'kim')]).toEqual([false, true]);
    expect(scene.alone('F')).toBe('free');
  });

  it('has none where none was known', () => {
    scene.night(all(without('kim')));
    expect(scene.unsettled).toEqual([]);
    scene.night(all(pupil('kim')));
    scene.night(all(without('kim')));
    expect(scene.unsettled).toEqual([]);
  });

  it('releases nobody by what can be read in a list that is none, and restricts by it', () => {
    scene.night(all(pupil('kim', ordered('O'), contact('F'))));
    const list = { ...without('kim', 'unreadable'), contacts: [contact('O'), ordered('F')] };
    scene.night(all(list));
    expect([scene.alone('O'), scene.alone('F')]).toEqual(['order true', 'order true']);
  });

  it('keeps nobody else from being decided, released or gone', () => {
    scene.night(all(pupil('kim', contact('O')), pupil('lee', ordered('F'), contact('G'))));
    scene.night(all(without('kim'), pupil('lee', contact('F'))));
    expect(scene.alone('F')).toBe('free');
    expect(isShown('G', 'lee')).toBe(false);
  });

  it('is the same child under another id', () => {
    scene.night(all({ ...pupil('kim', contact('O')), upi: 'k' }));
    scene.night(all({ ...without('kim again'), upi: 'k' }));
    expect(scene.unsettled).toEqual(['kim']);
    expect(isShown('O', 'kim')).toBe(true);
    scene.night(all({ ...pupil('kim again', contact('O')), upi: 'k' }));
    expect([isShown('O', 'kim'), isShown('O', 'kim again')]).toEqual([false, true]);
    expect(scene.register.areTwoPupils(keyOf('pupil', 'kim'), keyOf('pupil', 'kim again'))).toBe(false);
  });
});

describe('after 30 days and ten whole readings', () => {
  const nights = (count: number, days: number) => {
    for (let n = 0; n < count; n += 1) scene.night(all(without('kim')), { days });
  };
  const lapsed = () => scene.list().filter((line) => line.startsWith('O '));

  it.each([
    ['29 days', 10, 2.9],
    ['nine readings', 9, 5],
  ])('its links pass: not after %s', (_, count, days) => {
    scene.night(all(pupil('kim', contact('O'))));
    nights(1 + count, days);
    expect(lapsed()).toEqual([]);
  });

  it('they pass no more, are listed, and pass again when the source shows them', () => {
    scene.night(all(pupil('kim', contact('O'))));
    nights(11, 3);
    expect(lapsed()).toHaveLength(1);
    const said = written('InputsRestrict').length;
    nights(2, 1);
    expect(written('InputsRestrict')).toHaveLength(said);
    scene.night(all(pupil('kim', contact('O'))));
    expect(lapsed()).toEqual([]);
    expect(scene.contact('O')).toBe('in: kim');
  });

  it('a word lets them pass until the source says something', () => {
    scene.night(all(pupil('kim', contact('O'))));
    nights(11, 3);
    scene.lift('O');
    nights(12, 3);
    expect(lapsed()).toEqual([]);
  });
});

describe('a pupil row without an id', () => {
  it('may be any known pupil that is not shown: none of them is gone, and their links stand', () => {
    scene.night(all(pupil('kim', contact('O')), pupil('lee', contact('L'))));
    scene.night(all(pupil(undefined, contact('O')), pupil('lee')));
    expect(scene.unsettled).toEqual(['kim']);
    expect([isShown('O', 'kim'), isShown('L', 'lee')]).toEqual([true, false]);
    scene.night(all(pupil('lee')));
    expect(isShown('O', 'kim')).toBe(false);
  });

  it('releases nobody by what stands under it', () => {
    scene.night(all(pupil('kim', contact('O')), pupil(undefined, ordered('O'))));
    scene.night(all(pupil('kim', contact('O')), pupil(undefined, contact('O'))));
    expect(scene.alone('O')).toBe('order true');
  });
});

describe('contacts are unreadable', () => {
  const school = (count: number) => Array.from({ length: count }, (_, n) => pupil(`q${n}`, contact(`d${n}`)));
  const turned = (count: number, of: number) =>
    school(of).map((one, n) => (n < count ? without(`q${n}`) : one));

  it.each([
    [20, 100, false],
    [21, 100, true],
    [4, 11, true],
  ])('where more pupils turn so than a hold lets go: %d of %d', (count, of, isSo) => {
    scene.night(school(of));
    scene.night(turned(count, of), { ends: 'failing' });
    expect(scene.areTooManyUnsettled).toBe(isSo);
  });

  it('where as many turn so little by little within a week, and not over a longer time', () => {
    scene.night(school(100));
    scene.night(turned(15, 100));
    scene.night(turned(25, 100), { ends: 'failing' });
    expect(scene.areTooManyUnsettled).toBe(true);
    scene.night(turned(15, 100), { days: 7 });
    scene.night(turned(25, 100), { ends: 'failing' });
    expect(scene.areTooManyUnsettled).toBe(false);
  });

  it('where nobody has a list, or a list was asked for and missing, also in the first reading', () => {
    scene.night([without('kim'), without('lee')], { ends: 'failing' });
    expect(scene.areTooManyUnsettled).toBe(true);
    scene.night(all(...Array.from({ length: 9 }, (_, n) => without(`x${n}`, 'unreadable'))), {
      ends: 'failing',
    });
    expect(scene.areTooManyUnsettled).toBe(true);
    scene.night(all(...Array.from({ length: 9 }, (_, n) => without(`x${n}`))), { ends: 'failing' });
    expect(scene.areTooManyUnsettled).toBe(false);
  });
});
