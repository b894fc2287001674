import type { RuleInput } from '@gatehouse/schemas';
import type { Held, Standing, StandingOrder, StandingResponsibility, Unclear } from '../src/index.js';
import { FREE } from '../src/index.js';

/** What the register says of a row, for specs of what is decided from it. */
export const remembering = (said: Partial<Standing> = {}): Standing => ({ ...FREE, ...said });

export const held = (said: RuleInput): Held => ({
  class: said,
  revision: 3,
  run: 1,
  since: '2026-09-01T02:00:00.000Z',
  blank: false,
});

/** About these children; about every child when none is named. */
const aboutOf = (children: readonly string[]) => (children.length > 0 ? children : ('*' as const));

export const orderAbout = (said: RuleInput, ...children: string[]): StandingOrder => ({
  about: aboutOf(children),
  class: said,
  of: 'O',
  held: held(said),
  via: 'person',
});
export const unclearAbout = (...children: string[]): Unclear => ({
  about: aboutOf(children),
  of: 'O',
  because: 'alike',
});
export const responsibilityFor = (said: RuleInput, ...children: string[]): StandingResponsibility => ({
  about: children,
  class: said,
  of: 'O',
  held: held(said),
});
export const BLOCK: NonNullable<Standing['block']> = { of: 'O', since: '2026-09-01T02:00:00.000Z', key: 'O' };
