import { deadLettersOf } from '@gatehouse/schemas';
import type { Data } from '../data/data.port.js';
import type { Asking } from '../sync/request-run.js';
import { requestRun } from '../sync/request-run.js';
import { LETTER_TOPICS, readLetters } from './letter.js';
import type { LetterWithState } from './letter-state.js';
import { withStates } from './letter-state.js';
import { mayBeTrimmed } from './may-be-trimmed.js';

/** What became of a school whose letters were redriven. */
export interface RedrivenSchool {
  schoolId: string;
  letters: number;
  /** Of the request in the school's settings; null when one was open already. */
  revision: number | null;
}

export interface Redriven {
  schools: RedrivenSchool[];
  /** Settled letters that were removed, of any school. */
  removed: number;
  /** Settled letters that could not be removed: they lie behind one that is not. */
  left: number;
}

/**
 * Asks for a run of each wanted school that has letters which are not settled. Those stay: whether the run comes to its
 * end, and reads their records, nobody knows yet. What is settled, of any school, is removed as far as no other letter
 * is lost.
 *
 * @throws SettingsMoved, EventStoreUnavailable, MessageBusUnavailable.
 */
export async function redrive(
  data: Data,
  isWanted: (schoolId: string) => boolean,
  asking: Asking,
): Promise<Redriven> {
  const bus = await data.bus();
  const letters: LetterWithState[] = [];
  for await (const letter of withStates(await data.eventStore(), readLetters(bus))) letters.push(letter);
  const isRedriven = ({ schoolId, state, isOfKnownSchool }: LetterWithState) =>
    state !== 'settled' && schoolId !== undefined && isWanted(schoolId) && isOfKnownSchool;
  const schools: RedrivenSchool[] = [];
  for (const schoolId of new Set(letters.filter(isRedriven).map((letter) => letter.schoolId ?? ''))) {
    const its = letters.filter((letter) => letter.schoolId === schoolId && isRedriven(letter));
    const isAsked = its.some(({ state }) => state === 'asked');
    const revision = isAsked ? null : await requestRun(await data.eventStoreForWriting(), schoolId, asking);
    schools.push({ schoolId, letters: its.length, revision });
  }
  const isSettled = ({ state }: LetterWithState) => state === 'settled';
  let removed = 0;
  for (const topic of LETTER_TOPICS) {
    const ofTopic = letters.filter((letter) => letter.topic === topic);
    const going = mayBeTrimmed(ofTopic, isSettled).map(({ place }) => place);
    if (going.length > 0) await bus?.trim(deadLettersOf(topic), going);
    removed += going.length;
  }
  return { schools, removed, left: letters.filter(isSettled).length - removed };
}
