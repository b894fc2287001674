import type { EventDefinition, EventOf } from '@gatehouse/schemas';
import {
  InputsEnded,
  InputsRestrict,
  LinksReleased,
  NamesDiffer,
  PupilsUnsettled,
  ReadingFenced,
  ReadingWhole,
  RegisterSeeded,
  ReleasesWait,
  RESTRICTION_EVENTS,
  RestrictionsLapsed,
  RowsAlike,
  RowsCarry,
} from '@gatehouse/schemas';
import { newerThan } from '../../newer-events.js';
import type { Reading, Register } from './register.js';

export interface RestrictionEvent {
  type: string;
  data: unknown;
  revision: number;
  metadata: { [name: string]: unknown };
}

const isNewer = newerThan(RESTRICTION_EVENTS);

/** An event of `restrictions-` does not fit its schema, or is of a newer version: leaving it out could let somebody in. */
export class RegisterEventUnreadable extends Error {
  readonly code = 'REGISTER_EVENT_UNREADABLE';
  constructor(type: string) {
    super(
      `A ${type} event in the school's register of restrictions is of no form that this version of Gatehouse knows. ` +
        'Check that it is not older than the one that recorded it.',
    );
    this.name = 'RegisterEventUnreadable';
  }
}

/** @throws RegisterEventUnreadable when the event does not fit its schema, or is of a newer version. */
export function checkForm(event: RestrictionEvent): void {
  const known = EVOLVE[event.type];
  if (isNewer(event) || (known && !known.isReadable(event.data)))
    throw new RegisterEventUnreadable(event.type);
}

/** Does to the register what an event of known form says; one of which it remembers nothing does nothing. */
export const takeIn = (register: Register, event: RestrictionEvent): void =>
  EVOLVE[event.type]?.apply(register, event, readingOf(event));

function readingOf({ revision, metadata }: RestrictionEvent): Reading {
  const run = metadata['run'];
  const at = String(metadata['recordedAt'] ?? '');
  return { revision, run: typeof run === 'number' ? run : -1, day: at.slice(0, 10) };
}

interface Evolve {
  isReadable(data: unknown): boolean;
  apply(register: Register, event: RestrictionEvent, at: Reading): void;
}

/** What an event does to the register. Its check is of the fields' shape: the readings of years are folded. */
function taking<D extends EventDefinition>(
  definition: D,
  apply: (register: Register, data: EventOf<D>['data'], at: Reading, since: string) => void,
): [string, Evolve] {
  return [
    definition.type,
    {
      isReadable: (data) => definition.data.safeParse(data).success,
      apply: (register, { data, metadata }, at) =>
        apply(register, data as EventOf<D>['data'], at, String(metadata['recordedAt'] ?? '')),
    },
  ];
}

const EVOLVE: { [type: string]: Evolve } = Object.fromEntries([
  taking(RegisterSeeded, (register) => {
    register.isSeeded = true;
  }),
  taking(ReadingFenced, (register, { run }) => {
    register.fencedBy = Math.max(register.fencedBy, run);
  }),
  taking(InputsRestrict, (register, { links }, at, since) => {
    for (const link of links) register.remembered.restrict(link, at, since);
    register.restricting = at.revision;
  }),
  taking(InputsEnded, (register, { links }) => register.remembered.end(links)),
  taking(RestrictionsLapsed, (register, { links }) => register.remembered.end(links)),
  taking(RowsCarry, (register, { kind, day, rows }, at) => {
    for (const row of rows) register.carry(kind, row, { ...at, day });
  }),
  taking(RowsAlike, (register, said, at) => register.alike.add(said, at)),
  taking(NamesDiffer, (register, { pairs }) => {
    for (const [a, b] of pairs) register.tellNamesDiffer(a, b);
  }),
  taking(ReadingWhole, (register, said, at) => register.readWhole(said, { ...at, day: said.day })),
  taking(PupilsUnsettled, (register, said) => register.unsettle(said)),
  taking(LinksReleased, (register, { run, links }, at) => register.remembered.release(run, links, at)),
  taking(ReleasesWait, (register, { run, links }) => register.remembered.wait(run, links)),
]);
