import type { EventStore } from '@gatehouse/event-store';
import { SchoolRegister } from '@gatehouse/ledger/register';
import type { Sight, Standings } from '@gatehouse/policy';

/** A school's register as it answers for the next run: all that was read, and all that people said. */
export interface KnownRegister {
  schoolId: string;
  /** Of `restrictions-`: what a person is shown, and what a word names. */
  revision: number;
  sight: Sight;
  standings: Standings;
}

/** Reads the register, the people's words and the runs of a school to their ends. */
export async function readRegister(store: EventStore, schoolId: string): Promise<SchoolRegister> {
  const school = new SchoolRegister(store, schoolId);
  await school.catchUp();
  return school;
}

export function knownRegister(school: SchoolRegister): KnownRegister {
  const { sight, standings } = school.view(undefined);
  return { schoolId: school.schoolId, revision: school.register.revision, sight, standings };
}

/** What kind of row it is, as far as a reading has shown it. */
export const kindOf = ({ sight }: KnownRegister, row: string): string =>
  sight.register.rows.get(row)?.kind ?? 'unknown';

/** Whether anything that is remembered, said or unclear keeps the row out. */
export function isOut({ standings }: KnownRegister, row: string): boolean {
  const { block, orders, unclear, responsibility, current } = standings.of(row);
  return block !== undefined || orders.length + unclear.length + responsibility.length + current.length > 0;
}
