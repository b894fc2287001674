import type { RegisterInput, RestrictingLink, RuleInput } from '@gatehouse/schemas';
import type { Sight } from '../memory/sight.js';
import type { EndedLink, RegisterEvent, ShownPeople, ShownPerson } from './news.js';
import { actsFromAnyPage, isNews, newlyCarried, saying } from './news.js';
import type { RunOfReading } from './read-contacts.js';

/** An employee's row as a page shows it. */
export interface EmployeeOnPage extends ShownPerson {
  current: RuleInput;
}

/** What a page of employees adds to the register. */
export function readEmployeePage(
  sight: Sight,
  employees: readonly EmployeeOnPage[],
  people: ShownPeople,
  { run, day }: RunOfReading,
): RegisterEvent[] {
  const links = employees
    .filter(
      ({ row, current }) =>
        actsFromAnyPage('current', current) && isNews(sight, row, undefined, 'current', current),
    )
    .map(({ row, current }): RestrictingLink => ({ row, input: 'current', class: current }));
  return saying([
    { type: 'InputsRestrict', data: { links } },
    { type: 'NamesDiffer', data: { pairs: people.add(employees, sight.register, run) } },
    { type: 'RowsCarry', data: { kind: 'employee', day, rows: newlyCarried(sight, employees) } },
  ]);
}

/** What a whole reading of employees adds to the register. `current` is each row's own. */
export function readEmployeesWhole(
  sight: Sight,
  employees: readonly EmployeeOnPage[],
  { day }: RunOfReading,
): RegisterEvent[] {
  const { register } = sight;
  const saidOf = new Map<string, RuleInput>();
  for (const { row, current } of employees) {
    const known = saidOf.get(row);
    saidOf.set(row, known === undefined || known === 'true' ? current : known);
  }
  const ended: EndedLink[] = [];
  const restricting: RestrictingLink[] = [];
  const input: RegisterInput = 'current';
  for (const [row, current] of saidOf) {
    if (current === 'true') {
      for (const held of register.inputOf(row, undefined, input)?.held ?? [])
        ended.push({ row, input, class: held.class });
    } else if (!actsFromAnyPage(input, current) && isNews(sight, row, undefined, input, current)) {
      restricting.push({ row, input, class: current });
    }
  }
  const has = hasCurrent(employees);
  const isChange = register.lastWhole.employee?.day !== day || (has === true && !register.had.current);
  return saying([
    { type: 'InputsEnded', data: { links: ended } },
    { type: 'InputsRestrict', data: { links: restricting } },
    ...(isChange
      ? [
          {
            type: 'ReadingWhole' as const,
            data: {
              kind: 'employee' as const,
              day,
              had: has === undefined ? {} : { current: has },
              noLonger: [],
              again: [],
              pupilsGone: [],
              pupilsBack: [],
            },
          },
        ]
      : []),
  ]);
}

/** Whether any `current` was a boolean; undefined where nobody was shown. */
export const hasCurrent = (employees: readonly EmployeeOnPage[]): boolean | undefined =>
  employees.length === 0
    ? undefined
    : employees.some(({ current }) => current === 'true' || current === 'false');
