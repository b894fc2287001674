import type { Draw } from './draw.js';
import { kib } from './odd-values.js';
import type { Row, World } from './world.js';
import { inPages, RESOURCES } from './world.js';
import { recordsIn } from './records-in.js';

const PAGE_ROWS = 60;
const LIST_ROWS = 70;
/** How large a value may be in the worlds with the limits of a real school. */
export const LARGE_KIB = 64;
const MIB = 1024 * 1024;

/** Brings one thing of a world to its limit, or beyond it: a row, a page, a list, a kind, the school. */
export function pushToLimits(draw: Draw, world: World): void {
  if (!draw.chance(0.4)) return;
  if (world.limits.valueKib === LARGE_KIB && draw.chance(0.5)) return fillKind(draw, world);
  const beyond = draw.chance(0.5) ? 1 : 0;
  const list = world.lists[draw.one(RESOURCES)];
  const page = draw.one(list);
  switch (draw.whole(0, 4)) {
    case 0:
      return toRowLimit(draw, world, page.rows, beyond);
    case 1:
      world.limits.pageMib = 1;
      page.size = MIB + beyond;
      return;
    case 2:
      world.limits.pageRows = PAGE_ROWS;
      fill(draw, page.rows, PAGE_ROWS + beyond);
      // A page that is larger than a row may be is read in another way.
      if (draw.chance(0.5)) toRowLimit(draw, world, page.rows, 0);
      return;
    case 3:
      world.limits.schoolRecords = recordsIn(world) - beyond;
      return;
    default: {
      world.limits.listRows = LIST_ROWS;
      const others = list.filter((one) => one !== page).reduce((sum, { rows }) => sum + rows.length, 0);
      fill(draw, page.rows, LIST_ROWS + beyond - others);
    }
  }
}

/** Nothing but groups, with so much text that they fit into memory well, or do not by far. */
function fillKind(draw: Draw, world: World): void {
  world.limits.kindMib = 1;
  const rows = Array.from({ length: draw.one([12, 30]) }, (): Row => {
    const [id, description] = [draw.word(), 'd'.repeat(kib(60))];
    const text = `{"id":"${id}","description":"${description}","students":[],"employees":[]}`;
    return { kind: 'group', text, id, fields: { description }, dropped: [], students: [], employees: [] };
  });
  for (const resource of RESOURCES) world.lists[resource] = inPages(draw, resource === 'groups' ? rows : []);
}

/** A row of so many characters: by members that nobody asked for, or the name of one. */
function toRowLimit(draw: Draw, { limits }: World, rows: Row[], beyond: number): void {
  const wholes = rows.filter(
    ({ text }) => text.startsWith('{"') && text.length < kib(limits.rowKib ?? 0) / 2,
  );
  if (wholes.length === 0) return;
  const row = draw.one(wholes);
  const largest = kib(limits.rowKib ?? 0) + beyond;
  const [open, close] = draw.one([
    [',"pad":"', '"}'],
    [',"', '":7}'],
    [',"pad":[1,"', '"]}'],
  ] as const);
  const before = row.text.slice(0, -1) + open;
  row.text = `${before}${'x'.repeat(largest - before.length - close.length)}${close}`;
}

/** With copies of a row of the page under ids of their own, so that there are so many. */
function fill(draw: Draw, rows: Row[], count: number): void {
  const pattern = plainOf(rows[0]);
  if (!pattern) return;
  while (rows.length < count) rows.push(pattern(draw.word()));
}

function plainOf(row: Row | undefined): ((id: string) => Row) | undefined {
  if (!row) return undefined;
  const { kind } = row;
  switch (kind) {
    case 'student':
      return (id) => ({
        kind,
        text: `{"id":"${id}","contacts":[]}`,
        id,
        fields: {},
        dropped: [],
        contacts: 'list',
        links: [],
      });
    case 'employee':
      return (id) => ({ kind, text: `{"id":"${id}"}`, id, fields: {}, dropped: [], current: 'absent' });
    case 'event':
      return (id) => ({ kind, text: `{"id":"${id}"}`, id, fields: {}, dropped: [], isPublic: true });
    default:
      return (id) => ({
        kind,
        text: `{"id":"${id}","students":[],"employees":[]}`,
        id,
        fields: {},
        dropped: [],
        students: [],
        employees: [],
      });
  }
}
