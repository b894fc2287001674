import type { EventStore } from '@gatehouse/event-store';
import { EventDamaged } from '@gatehouse/event-store';
import type { Letter } from './letter.js';
import type { SchoolStanding } from './school-standing.js';
import { readSchoolStanding } from './school-standing.js';

/**
 * `settled`: a later run of the school has completed as a whole, and so decided the record afresh. `asked`: a run was
 * asked for, and has not begun. `waiting`: neither. `unreadable`: neither, and another version wrote it.
 */
export type LetterState = 'settled' | 'asked' | 'waiting' | 'unreadable';

export type LetterWithState = Letter & { state: LetterState; isOfKnownSchool: boolean };

/** Says of each letter what has become of it; a school's streams are read once. */
export async function* withStates(
  store: EventStore | undefined,
  letters: AsyncIterable<Letter>,
): AsyncIterable<LetterWithState> {
  const standings = new Map<string, SchoolStanding>();
  for await (const letter of letters) {
    const { schoolId } = letter;
    if (schoolId !== undefined && !standings.has(schoolId)) {
      standings.set(schoolId, await standingOrNone(store, schoolId));
    }
    const standing = standings.get(schoolId ?? '') ?? NONE;
    yield { ...letter, state: stateOf(letter, standing), isOfKnownSchool: standing.isKnown };
  }
}

/** Of a school whose streams cannot be read nobody can say that a letter is settled, and no run can be asked for. */
async function standingOrNone(store: EventStore | undefined, schoolId: string): Promise<SchoolStanding> {
  try {
    return await readSchoolStanding(store, schoolId);
  } catch (error) {
    if (error instanceof EventDamaged) return NONE;
    throw error;
  }
}

const NONE: SchoolStanding = { isKnown: false, lastWhole: -1, isAsked: false };

export function stateOf(
  { run, content }: Letter,
  { lastWhole, isAsked }: Omit<SchoolStanding, 'isKnown'>,
): LetterState {
  if (run !== undefined && lastWhole > run) return 'settled';
  if (isAsked) return 'asked';
  return content ? 'waiting' : 'unreadable';
}
