import type { Delivered } from '../json/delivered.js';
import { isJsonRecord, own, unwrap } from '../json/json-shape.js';
import { isWrapper } from '../json/rows-within.js';
import { PAGE_ROW_NAMES } from '../json/row-names.js';
import { keepSubject } from './keep-subject.js';
import { readId } from './read-id.js';
import { isTextOrNull } from './readable-values.js';
import { RowReader } from './row-reader.js';
import type { Inclusion, RosterRow } from './row-types.js';

/** Which members were asked for. One that was asked for and is missing is unreadable, not empty. */
export interface AskedMembers {
  students: boolean;
  employees: boolean;
}
const BOTH: AskedMembers = { students: true, employees: true };

/** Reads a class: `name`, `subject`, members (wonde-api section 8.4). Takes anything, never throws. */
export function readClassRow(row: unknown, asked: AskedMembers = BOTH): RosterRow {
  const reader = new RowReader(row);
  reader.keepReadable(['name'], isTextOrNull);
  keepSubject(reader);
  return finishRoster(reader, asked);
}

/** Reads a group: `name`, `type`, `description`, members (wonde-api section 8.4). Takes anything, never throws. */
export function readGroupRow(row: unknown, asked: AskedMembers = BOTH): RosterRow {
  const reader = new RowReader(row);
  reader.keepReadable(['name', 'type', 'description'], isTextOrNull);
  return finishRoster(reader, asked);
}

function finishRoster(reader: RowReader, asked: AskedMembers): RosterRow {
  const students = readMembers(reader, 'students', asked.students);
  const employees = readMembers(reader, 'employees', asked.employees);
  return {
    ...reader.finish(),
    students: students.ids,
    employees: employees.ids,
    included: { students: students.inclusion, employees: employees.inclusion },
  };
}

function readMembers(reader: RowReader, key: keyof AskedMembers, asked: boolean) {
  const none = (inclusion: Inclusion) => ({ ids: [] as string[], inclusion });
  const delivered = own(reader.row, key);
  if (delivered === undefined && !asked) return none('not-included');
  const list = unwrap(delivered);
  if (!Array.isArray(list)) {
    reader.report(key);
    return none('unreadable');
  }
  const path = list === delivered ? key : `${key}.data`;
  const ids = new Set<string>();
  list.forEach((member: Delivered, index) => {
    const one = unwrap(member);
    const isSomebody = isJsonRecord(one) && !isWrapper(one, PAGE_ROW_NAMES);
    const id = readId(isSomebody ? own(one, 'id') : one);
    if (id === undefined) reader.report(`${path}.${index}.id`);
    else ids.add(id);
  });
  // A list of which nothing can be read is no empty list.
  if (ids.size === 0 && list.length > 0) return none('unreadable');
  return { ids: [...ids], inclusion: 'read' as const };
}
