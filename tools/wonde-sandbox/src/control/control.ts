import type { ServedWorld } from '../world/served-world.js';
import type { SchoolState } from '../world/world.js';
import { applyChange } from './apply-change.js';
import { changeSchema } from './change-schema.js';
import type { Change } from './change-schema.js';
import { faultSchema } from './faults.js';
import type { Fault, Faults } from './faults.js';
import { peopleOf } from './people.js';
import type { SchoolPeople } from './people.js';
import type { LoggedRequest, RequestLog } from './request-log.js';

/** What a test does to the sandbox from inside; the same as the HTTP routes below `/control`. */
export interface SandboxControl {
  /** Throws `SandboxError` when the school or what the change names does not exist, `ZodError` for a malformed one. */
  change: (school: string, change: Change) => void;
  fault: (fault: Fault) => void;
  clearFaults: () => void;
  requests: () => LoggedRequest[];
  clearRequests: () => void;
  schools: () => { id: string; name: string; state: SchoolState }[];
  people: (school: string) => SchoolPeople;
}

export interface ControlParts {
  world: ServedWorld;
  faults: Faults;
  log: RequestLog;
  now: () => Date;
}

export function createControl({ world, faults, log, now }: ControlParts): SandboxControl {
  return {
    change: (school, change) => applyChange(world.school(school), changeSchema.parse(change), now()),
    fault: (fault) => faults.add(faultSchema.parse(fault)),
    clearFaults: () => faults.clear(),
    requests: () => log.entries(),
    clearRequests: () => log.clear(),
    schools: () =>
      [...world.schools.values()].map(({ id, source, state }) => ({ id, name: source.name, state })),
    people: (school) => peopleOf(world.school(school)),
  };
}
