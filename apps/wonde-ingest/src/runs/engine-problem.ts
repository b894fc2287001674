import { EventStoreRefused } from '@gatehouse/event-store';
import { errorClass, isEngineAway } from '@gatehouse/service';
import type { RunProblem } from '../schools/school-result.js';

/** By the beginning of the codes that tell of them. */
const ENGINES = [
  ['EVENT_STORE_', 'The event store'],
  ['MESSAGE_BUS_', 'The message bus'],
  ['KEY_STORE_', 'The key store'],
  ['READ_MODELS_', 'The store of the read models'],
] as const;

/** Whether a problem is that an engine did not answer, or refused. */
export const isOfEngine = ({ code }: RunProblem): boolean =>
  ENGINES.some(([prefix]) => code.startsWith(prefix));

/**
 * What is said where an engine did not answer, or refused: nothing is wrong with the school, and somebody who runs the
 * engine can mend it. Undefined for every other error.
 *
 * @param again when it is tried again.
 */
export function engineProblem(
  error: unknown,
  again = 'with the next synchronisation',
): RunProblem | undefined {
  const code = errorClass(error);
  const [, name] = ENGINES.find(([prefix]) => code.startsWith(prefix)) ?? [];
  if (!name || !isEngineAway(error)) return undefined;
  const next = `What came in earlier stays as it is. It is tried again ${again}.`;
  // Only these words are our own; an adapter's may quote what its client said.
  if (error instanceof EventStoreRefused) return { code, message: `${error.message} ${next}` };
  return { code, message: `${name} did not answer: see that it runs, has room, and can be reached. ${next}` };
}
