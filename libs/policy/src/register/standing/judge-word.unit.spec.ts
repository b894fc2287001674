import { beforeEach, describe, expect, it } from '@jest/globals';
import { RegisterScene } from '../../../testing/a-register.js';
import { contact, keyOf, ordered, pupil } from '../../../testing/a-source.js';
import type { LiftAsked } from './judge-word.js';
import { judgeLift, judgeMove } from './judge-word.js';
import { Standings } from './standings.js';

let scene: RegisterScene;
beforeEach(() => {
  scene = new RegisterScene();
});
const row = (id: string) => keyOf('contact', id);
const ofRow = (id: string, more: { child?: string; input?: 'court_order' | 'current' } = {}): LiftAsked => ({
  row: row(id),
  child: more.child === undefined ? undefined : keyOf('pupil', more.child),
  input: more.input,
});
const judge = (asked: LiftAsked, shown = scene.register.revision) => {
  const verdict = judgeLift(scene.sight, new Standings(scene.sight), asked, shown);
  const { remembered, said, later, isMoved } = verdict;
  return [remembered.length, said.length, later.length, isMoved];
};
const move = (from: string, to: string) =>
  judgeMove(scene.sight, new Standings(scene.sight), row(from), row(to));

describe('what a lift would end', () => {
  it('is what keeps somebody out, of the child and input that are meant', () => {
    scene.night([pupil('kim', ordered('O')), pupil('lee', ordered('O', { responsible: 'false' }))]);
    expect(judge(ofRow('O'))).toEqual([3, 3, 0, false]);
    expect(judge(ofRow('O', { child: 'lee' }))).toEqual([2, 2, 0, false]);
    expect(judge(ofRow('O', { child: 'lee', input: 'court_order' }))).toEqual([1, 1, 0, false]);
    expect(judge(ofRow('O', { input: 'current' }))).toEqual([0, 0, 0, false]);
    expect(judge(ofRow('N'))).toEqual([0, 0, 0, false]);
  });

  it('is not said any more once a whole reading does not show it, save by a page read since', () => {
    scene.night([pupil('kim', ordered('O'))]).night([pupil('kim')]);
    expect(judge(ofRow('O'))).toEqual([1, 0, 0, false]);
    scene.night([pupil('kim', ordered('O'))], { ends: 'failing' });
    expect(judge(ofRow('O'))).toEqual([1, 1, 0, false]);
  });

  it('is later than what was shown where it was read again since', () => {
    scene.night([pupil('kim', ordered('O'))]).night([pupil('kim')]);
    const shown = scene.register.revision;
    scene.night([pupil('kim', ordered('O'))]).night([pupil('kim')]);
    expect(judge(ofRow('O'), shown)).toEqual([1, 0, 1, false]);
  });

  it('is no blank value that means no order', () => {
    scene.night([pupil('kim', contact('O', { order: 'null' }))]);
    expect(judge(ofRow('O'))).toEqual([1, 1, 0, false]);
    scene.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
    expect(judge(ofRow('O'))).toEqual([0, 0, 0, false]);
  });

  it('is what a run read as unreadable, never an order', () => {
    scene.night([pupil('kim', contact('U', { order: 'unreadable' }), ordered('O'))]).night([pupil('kim')]);
    expect(judge({ run: 0 })).toEqual([1, 0, 0, false]);
    expect(judge({ run: 2 })).toEqual([0, 0, 0, false]);
  });

  it('is an order that was moved, by a word about the orders of the whole row alone', () => {
    scene.night([pupil('kim', ordered('O'), contact('N'))]).move('O', 'N');
    expect(judge(ofRow('N', { input: 'court_order' }))).toEqual([0, 0, 0, true]);
    expect(judge(ofRow('N', { child: 'kim' }))).toEqual([0, 0, 0, false]);
    scene.lift('N', { input: 'parental_responsibility' });
    expect(scene.alone('N')).toBe('order true');
    scene.lift('N', { input: 'court_order' });
    expect(scene.alone('N')).toBe('free');
  });
});

describe('what moves to a new row', () => {
  it('is the strictest class, and the block', () => {
    scene.night([
      pupil('kim', contact('O', { order: 'null' }), contact('N')),
      pupil('lee', contact('O', { order: 'unreadable' })),
    ]);
    expect(move('O', 'N')).toEqual({ ok: true, courtOrder: 'unreadable', block: false });
    scene.block('N');
    expect(move('N', 'O')).toEqual({ ok: true, courtOrder: undefined, block: true });
  });

  it('is nothing of who only may be somebody restricted', () => {
    const lane = { fields: { forename: 'Jo', surname: 'Lane', emails: ['jo@lane.example'] } };
    scene.night([pupil('kim', ordered('O', lane)), pupil('lee', contact('A', lane), contact('N'))]);
    expect(scene.alone('A')).toBe('alike');
    expect(move('A', 'N')).toEqual({ ok: false, because: 'not-restricted' });
  });
});
