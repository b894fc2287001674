import type { RegisterInput, RestrictingLink, RuleInput } from '@gatehouse/schemas';
import type { EmployeeOnPage, RunOfReading } from '../read-page.js';
import { actsFromAnyPage, isNews } from '../read-page.js';
import type { RegisterEvent } from '../register-event.js';
import { saying } from '../register-event.js';
import type { Sight } from '../sight.js';
import type { EndedLink } from './wholeness.js';
import { hasCurrent } from './wholeness.js';

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
