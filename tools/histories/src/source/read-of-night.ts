import type { RuleInput } from '@gatehouse/schemas';
import type { Saying } from '../history/history.js';
import type { SchoolAtSource } from './school-at-source.js';
import type { Weather } from './serve-school.js';
import { PER_PAGE } from './serve-school.js';

/** A row under a pupil as a page showed it, by Wonde ids. */
export interface ShownLink {
  row: string;
  isLoose: boolean;
  upi: string | null;
  /** `*` under a pupil without an id. */
  child: string;
  order: RuleInput;
  responsible: RuleInput;
}

/** What the source shows to whoever reads it in a night: worked out from the steps alone. */
export interface NightReading {
  /** The pages of students that are answered, one after the other. */
  pages: ShownLink[][];
  pupils: string[];
  /** A page of students failed. */
  isStudentsCut: boolean;
  /** Every page of students was answered under the same permissions. */
  isStudentsWhole: boolean;
  /** And some contact had a responsibility: pupils without an id, or with null for their contacts, may keep nobody else (rule 14). */
  mayBeWhole: boolean;
  /** And there was none of those. */
  isContactsWhole: boolean;
  employees: { id: string; current: RuleInput }[];
  isEmployeesCut: boolean;
  isEmployeesWhole: boolean;
}

export const NOTHING_READ: NightReading = {
  pages: [],
  pupils: [],
  isStudentsCut: true,
  isStudentsWhole: false,
  isContactsWhole: false,
  mayBeWhole: false,
  employees: [],
  isEmployeesCut: true,
  isEmployeesWhole: false,
};

export function readOfNight(school: SchoolAtSource, { fault, flip }: Weather): NightReading {
  const isRefused = fault?.resource === 'everything' || fault?.resource === 'permissions';
  if (isRefused || school.withdrawn.size > 0) return NOTHING_READ;
  const all = pagesOf(school.listed);
  const isStudentsCut = fault?.resource === 'students' && fault.page <= all.length;
  const served = isStudentsCut ? all.slice(0, fault.page - 1) : all;
  const isFlipped = flip !== undefined && flip.page <= served.length;
  const pages = served.map((pupils, n) => {
    const away = isFlipped && (flip.back ? n + 1 === flip.page : n + 1 >= flip.page) ? flip.label : undefined;
    return pupils.flatMap((pupil) =>
      pupil.contactsNull
        ? []
        : school.rowsUnder(pupil).map(({ link, contact }): ShownLink => ({
            row: contact.isLoose ? `loose ${pupil.key} ${contact.name}` : contact.id,
            isLoose: contact.isLoose,
            upi: contact.upi,
            child: pupil.withoutId ? '*' : pupil.id,
            order: away === 'Contacts court order' ? 'absent' : classOf(link.order),
            responsible: away === 'Contacts parental responsibility' ? 'absent' : classOf(link.responsible),
          })),
    );
  });
  const pupils = served.flat();
  const isStudentsWhole = !isStudentsCut && !isFlipped;
  const hasBooleans = pages.flat().some(({ responsible }) => ['true', 'false'].includes(responsible));
  const employees = school.employees.filter(({ isShown }) => isShown);
  const isEmployeesCut =
    fault?.resource === 'employees' && fault.page <= Math.max(1, pagesOf(employees).length);
  return {
    pages,
    pupils: pupils.filter(({ withoutId }) => !withoutId).map(({ id }) => id),
    isStudentsCut,
    isStudentsWhole,
    mayBeWhole: isStudentsWhole && hasBooleans,
    isContactsWhole:
      isStudentsWhole &&
      hasBooleans &&
      pupils.every(({ withoutId, contactsNull }) => !withoutId && !contactsNull),
    employees: employees.map(({ id, current }) => ({ id, current: classOf(current) })),
    isEmployeesCut,
    isEmployeesWhole: !isEmployeesCut && !isFlipped,
  };
}

function pagesOf<T>(rows: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let at = 0; at < rows.length; at += PER_PAGE) pages.push(rows.slice(at, at + PER_PAGE));
  return pages;
}

const classOf = (saying: Saying): RuleInput =>
  saying === 'junk' || saying === 'twice' ? 'unreadable' : saying;
