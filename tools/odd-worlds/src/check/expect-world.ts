import type { Fields, LinkRow, PupilRow, Resource, Row, World } from '../world/world.js';
import { KIND_OF, RESOURCES } from '../world/world.js';
import { Expected } from './expected.js';
import { isOver } from '../world/is-over.js';
import { recordsIn } from '../world/records-in.js';
import { readList } from './read-list.js';

/** The most that is kept of one record, in bytes (docs/reference/configuration.md). */
const LARGEST_RECORD = 185_975;

/** What a plain reading of a world gives (design section 3; restrictions.md, rules 1, 2, 4 and 14). */
export function expectWorld(world: World): Expected {
  const expected = new Expected();
  const rows = (resource: Resource) => {
    const kind = KIND_OF[resource];
    const list = readList(world, resource);
    if (!list.isWhole) expected.unreadable.add(kind);
    for (const row of list.rows) {
      if (isOver(row, world)) expected.rowsOver.add(kind);
      else expected.drop(kind, row.dropped);
    }
    return list.rows;
  };
  const of = Object.fromEntries(RESOURCES.map((resource) => [resource, rows(resource)])) as Record<
    Resource,
    Row[]
  >;
  const pupils = of.students as PupilRow[];
  for (const row of RESOURCES.flatMap((resource) => of[resource])) takeRow(expected, world, row);
  takeContacts(expected, world, pupils);
  expected.isSchoolOver = recordsIn(world) > (world.limits.schoolRecords ?? Infinity);
  return expected;
}

function takeRow(expected: Expected, world: World, row: Row): void {
  const { kind, id, fields } = row;
  // Of a reading that is not whole no employee comes in (restrictions.md, rule 3); a contact neither.
  if (kind === 'employee' && expected.unreadable.has(kind)) return;
  if (id === undefined) return expected.addUnidentified(kind);
  const isUnread = kind === 'event' && !row.isPublic;
  if (isOver(row, world)) return isUnread ? undefined : expected.addFailed(kind);
  if (isTooLarge(fields)) return expected.addFailed(kind);
  const records = expected.recordsOf(kind);
  switch (row.kind) {
    case 'student':
      return void records.set(id, { fields });
    case 'employee':
      return row.current === 'true' ? void records.set(id, { fields }) : undefined;
    case 'event':
      return row.isPublic && isUsable(fields) ? void records.set(id, { fields }) : undefined;
    default: {
      const { students, employees } = row;
      if (!students || !employees) return expected.addFailed(kind);
      return void records.set(id, { fields, students, employees });
    }
  }
}

const isTooLarge = (fields: Fields) => Buffer.byteLength(JSON.stringify(fields)) > LARGEST_RECORD;

/** An event needs a title and a start. */
const isUsable = ({ name, start_at: start }: Fields): boolean =>
  typeof name === 'string' && name.trim() !== '' && start !== undefined && start !== null;

function takeContacts(expected: Expected, world: World, pupils: readonly PupilRow[]): void {
  const restricted = new Set<string>();
  const restricting: LinkRow[] = [];
  const links: { child: string; link: LinkRow }[] = [];
  let unidentified = 0;
  for (const pupil of pupils) {
    const isSettled = pupil.id !== undefined && pupil.contacts === 'list' && !isOver(pupil, world);
    for (const link of pupil.links) {
      expected.drop('contact', link.dropped);
      const isTold = link.order === 'true' || link.order === 'unreadable';
      const isRestricted = isTold || (isSettled && link.order !== 'false');
      if (link.id !== undefined && isRestricted) restricted.add(link.id);
      if (isRestricted) restricting.push(link);
      if (!isSettled) continue;
      if (link.id === undefined) unidentified += 1;
      else links.push({ child: pupil.id ?? '', link });
    }
  }
  if (expected.unreadable.has('student') || areTooManyUnsettled(world, pupils)) {
    expected.unreadable.add('contact');
    return;
  }
  for (let loose = 0; loose < unidentified; loose += 1) expected.addUnidentified('contact');
  const failed = new Set<string>();
  const contacts = expected.recordsOf('contact');
  for (const { child, link } of links) {
    const { id = '', fields, responsible, priority } = link;
    if (isTooLarge(fields)) failed.add(id);
    // Whose row does not say who it is may be anybody who is restricted.
    else if (
      link.isSomebody &&
      responsible === 'true' &&
      !restricted.has(id) &&
      expected.recordsOf('student').has(child)
    ) {
      const record = contacts.get(id) ?? { fields, children: new Map() };
      contacts.set(id, record);
      record.children?.set(child, priority);
      if (restricting.some((other) => !isNamed(other) || !isNamed(link))) expected.maybeAlike.add(id);
    }
  }
  for (const _ of failed) expected.addFailed('contact');
}

const isNamed = ({ fields }: LinkRow): boolean =>
  [fields['forename'], fields['surname']].every(
    // A name without a letter says no more than none.
    (name) => typeof name === 'string' && /[\p{L}\p{N}]/u.test(name),
  );

/** Too many pupils without readable contacts to be single pupils: then contacts were not read. */
function areTooManyUnsettled(world: World, pupils: readonly PupilRow[]): boolean {
  const named = pupils.filter(({ id }) => id !== undefined);
  const unreadable = named.filter((pupil) => pupil.contacts === 'unreadable' || isOver(pupil, world));
  const without = named.filter((pupil) => pupil.contacts === 'null' || unreadable.includes(pupil));
  if (named.length > 0 && without.length === named.length) return true;
  return (
    unreadable.length > 0 &&
    (named.length < 10 ? unreadable.length * 2 > named.length : unreadable.length * 3 > named.length)
  );
}
