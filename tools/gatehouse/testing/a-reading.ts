import type { RegisterInput, RuleInput } from '@gatehouse/schemas';
import {
  InputsRestrict,
  ReadingWhole,
  RegisterSeeded,
  ReleasesWait,
  RowsAlike,
  RowsCarry,
} from '@gatehouse/schemas';
import type { EventDefinition, EventOf } from '@gatehouse/schemas';
import type { JsonObject } from '@gatehouse/event-store';

const DAY = '2026-08-31';

/** Events of the register, by what a reading shows. Each is checked against its schema. */
const eventOf = <D extends EventDefinition>(definition: D, data: EventOf<D>['data']) => ({
  type: definition.type,
  data: definition.data.parse(data) as JsonObject,
});

export const seeded = () => eventOf(RegisterSeeded, { lines: 0 });

export const pupils = (...rows: string[]) =>
  eventOf(RowsCarry, { kind: 'student', day: DAY, rows: rows.map((row) => ({ row })) });

/** A contact under its pupils, with the person key that its `upi` gives, if it has one. */
export const contact = (row: string, children: string[], person?: string) =>
  eventOf(RowsCarry, {
    kind: 'contact',
    day: DAY,
    rows: [{ row, children, ...(person === undefined ? {} : { persons: [person] }) }],
  });

export const employee = (row: string, person: string) =>
  eventOf(RowsCarry, { kind: 'employee', day: DAY, rows: [{ row, persons: [person] }] });

export const says = (row: string, child: string | undefined, input: RegisterInput, said: RuleInput) =>
  eventOf(InputsRestrict, {
    links: [{ row, ...(child === undefined ? {} : { child }), input, class: said }],
  });

export const order = (row: string, child: string, said: RuleInput = 'true') =>
  says(row, child, 'court_order', said);

export const alike = (a: string, b: string) => eventOf(RowsAlike, { groups: [[a, b]] });

export const waits = (run: number, row: string, child: string, input: RegisterInput = 'court_order') =>
  eventOf(ReleasesWait, { run, links: [{ row, child, input }] });

export const whole = (
  noLonger: { row: string; child: string }[] = [],
  had: { courtOrderFalse?: boolean; responsibility?: boolean } = { courtOrderFalse: true },
  day = DAY,
) =>
  eventOf(ReadingWhole, { kind: 'contact', day, had, noLonger, again: [], pupilsGone: [], pupilsBack: [] });
