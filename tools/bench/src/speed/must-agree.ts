import type { ScriptResult } from '../script/run-script.js';
import { BenchError } from '../processes/bench-error.js';

/**
 * Two that did different work cannot be compared.
 *
 * @throws BenchError naming the first places where records read or documents held differ.
 */
export function mustAgree(pipeline: ScriptResult, script: ScriptResult): void {
  const flat = ({ records, documents }: ScriptResult) => new Map(Object.entries({ ...documents, records }));
  const [ours, theirs] = [flat(pipeline), flat(script)];
  const places = [...new Set([...ours.keys(), ...theirs.keys()])];
  const differing = places.filter((place) => (ours.get(place) ?? 0) !== (theirs.get(place) ?? 0));
  if (differing.length === 0) return;
  const said = differing
    .slice(0, 5)
    .map((place) => `${place}: ${ours.get(place) ?? 0} and ${theirs.get(place) ?? 0}`)
    .join(', ');
  throw new BenchError(
    'RESULTS_DIFFER',
    `Pipeline and script do not agree, so their times say nothing. ${said}. Look at tools/bench/src/script first.`,
  );
}
