import type { SchoolResult } from '@gatehouse/wonde-ingest';
import type { Change, Fault, WorldSchool } from '@gatehouse/wonde-sandbox';
import { SCHOOL } from './a-school.js';
import type { GateOptions } from './gate.js';
import { Gate } from './gate.js';

/** A gate that has synchronised once, and what the last synchronisation made of the first school. */
export interface Scene {
  gate: Gate;
  last: () => SchoolResult;
  /** Changes at the source, then a synchronisation. */
  when: (...changes: Change[]) => Promise<SchoolResult>;
  /** A synchronisation with something going wrong at the source; afterwards the source is well again. */
  whileFailing: (...faults: Fault[]) => Promise<SchoolResult>;
}

/** Opens a gate on these schools, synchronises once, and lets the spec go on from there. */
export async function given(
  schools: WorldSchool | readonly WorldSchool[],
  spec: (scene: Scene) => Promise<void>,
  options: Omit<GateOptions, 'world'> & { firstSync?: boolean } = {},
): Promise<void> {
  const { firstSync = true, ...gateOptions } = options;
  const gate = await Gate.open({ ...gateOptions, world: { schools: [schools].flat() } });
  try {
    let last: SchoolResult | undefined;
    const sync = async () => {
      const { schools: results, problem } = await gate.sync();
      last = results.find(({ schoolId }) => schoolId === SCHOOL) ?? results[0];
      if (!last) throw new Error(`No school was synchronised: ${JSON.stringify(problem)}`);
      return last;
    };
    if (firstSync) await sync();
    await spec({
      gate,
      last: () => last as SchoolResult,
      when: async (...changes) => {
        for (const change of changes) gate.sandbox.control.change(SCHOOL, change);
        return sync();
      },
      whileFailing: async (...faults) => {
        for (const fault of faults) gate.sandbox.control.fault(fault);
        const result = await sync();
        gate.sandbox.control.clearFaults();
        return result;
      },
    });
  } finally {
    await gate.close();
  }
}
