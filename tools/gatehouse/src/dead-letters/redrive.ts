import { deadLettersOf } from '@gatehouse/contracts';
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
  /** Letters that were removed: of these schools, and settled ones of any. */
  removed: number;
  /** Letters that could not be removed: they lie behind one of another school. */
  left: number;
}

/**
 * Asks for a run of each wanted school that has letters which are not settled, and then removes those, and what is
 * settled of any school, as far as no other letter is lost. What fails in between leaves letters, never takes one away
 * that no run was asked for.
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
  const isRedriven = ({ schoolId, state }: LetterWithState) =>
    state !== 'settled' && schoolId !== undefined && isWanted(schoolId);
  const schools: RedrivenSchool[] = [];
  for (const schoolId of new Set(letters.filter(isRedriven).map((letter) => letter.schoolId ?? ''))) {
    const its = letters.filter((letter) => letter.schoolId === schoolId && isRedriven(letter));
    const isAsked = its.some(({ state }) => state === 'asked');
    const revision = isAsked ? null : await requestRun(await data.eventStoreForWriting(), schoolId, asking);
    schools.push({ schoolId, letters: its.length, revision });
  }
  const mayGo = (letter: LetterWithState) => letter.state === 'settled' || isRedriven(letter);
  let removed = 0;
  for (const topic of LETTER_TOPICS) {
    const ofTopic = letters.filter((letter) => letter.topic === topic);
    const going = mayBeTrimmed(ofTopic, mayGo).map(({ place }) => place);
    if (going.length > 0) await bus?.trim(deadLettersOf(topic), going);
    removed += going.length;
  }
  return { schools, removed, left: letters.filter(mayGo).length - removed };
}
