import type { DeadLetter } from '@gatehouse/schemas';
import { deadLetterSchema, deadLettersOf, schoolIdSchema, TOPICS } from '@gatehouse/schemas';
import type { IncomingMessage, MessageBus } from '@gatehouse/message-bus';

/** A dead letter as it lies on its topic. */
export interface Letter {
  /** Names the letter: `<topic>.dead-letters/<partition>/<offset>`. */
  place: string;
  /** The topic whose record failed. */
  topic: string;
  /** Undefined when neither the letter nor its key names a school. */
  schoolId: string | undefined;
  /** The run in which the record failed; undefined when the letter does not tell. */
  run: number | undefined;
  /** Undefined when another version of Gatehouse wrote it, in a form that this one cannot read. */
  content: DeadLetter | undefined;
}

/** The topics whose records may fail. */
export const LETTER_TOPICS: readonly string[] = Object.values(TOPICS);

/** What is read even of a letter of another version, so that it can be settled by a later run. */
const runSchema = deadLetterSchema.pick({ run: true });

/** The letters that are kept of these topics, the oldest of each school first. */
export async function* readLetters(
  bus: MessageBus | undefined,
  topics: readonly string[] = LETTER_TOPICS,
): AsyncIterable<Letter> {
  for (const topic of topics) {
    for await (const message of bus?.read(deadLettersOf(topic)) ?? []) yield letterOf(topic, message);
  }
}

function letterOf(topic: string, { id, key, value }: IncomingMessage): Letter {
  const content = deadLetterSchema.safeParse(value).data;
  const schoolId = content?.schoolId ?? schoolIdSchema.safeParse(key).data;
  const run = runSchema.safeParse(value).data?.run;
  return { place: id, topic, schoolId, run, content };
}
