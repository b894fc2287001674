import type { ScriptResult } from '../script/run-script.js';
import { BenchError } from '../processes/bench-error.js';

const LOOK_AT_SCRIPT = 'Look at tools/bench/src/script first.';

/**
 * Two that did different work cannot be compared.
 *
 * @param next what to do about it, for the message.
 * @throws BenchError naming the first places where records read or documents held differ.
 */
export function mustAgree(pipeline: ScriptResult, other: ScriptResult, next = LOOK_AT_SCRIPT): void {
  const flat = ({ records, documents }: ScriptResult) => new Map(Object.entries({ ...documents, records }));
  const [ours, theirs] = [flat(pipeline), flat(other)];
  const places = [...new Set([...ours.keys(), ...theirs.keys()])];
  const differing = places.filter((place) => (ours.get(place) ?? 0) !== (theirs.get(place) ?? 0));
  if (differing.length === 0) return;
  const said = differing
    .slice(0, 5)
    .map((place) => `${place}: ${ours.get(place) ?? 0} and ${theirs.get(place) ?? 0}`)
    .join(', ');
  throw new BenchError(
    'RESULTS_DIFFER',
    `The two sides do not agree, so their times say nothing. ${said}. ${next}`,
  );
}
