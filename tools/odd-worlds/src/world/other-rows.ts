import type { JsonValue } from '@gatehouse/schemas';
import { idOf } from './ids.js';
import type { Draw } from './draw.js';
import { noObject, oddTextValue, unlessObject } from './odd-values.js';
import type { Members, Oddity } from './people.js';
import { valueOf } from './people.js';
import { someOfThemSpoilt } from './rows.js';
import type { Said } from './said.js';
import { comingOf, kept, lost, objectOf, unsaid } from './said.js';
import type { EventRow, RosterRow } from './world.js';

interface MemberIds {
  students: readonly string[];
  employees: readonly string[];
}

export function generateRosters(oddity: Oddity, kind: 'class' | 'group', members: MemberIds): RosterRow[] {
  const { draw } = oddity;
  const rosters = Array.from({ length: draw.whole(1, 4) }, () => rosterRow(oddity, kind, members));
  return someOfThemSpoilt(oddity, rosters, (text) => ({
    kind,
    text,
    id: undefined,
    fields: {},
    dropped: [],
    students: undefined,
    employees: undefined,
  }));
}

function rosterRow(oddity: Oddity, kind: 'class' | 'group', members: MemberIds): RosterRow {
  const { draw } = oddity;
  const id = idOf(draw, oddity.part / 3);
  const text = (name: string) => valueOf(oddity, name, draw.word(), oddTextValue);
  const values: { [name: string]: Said } =
    kind === 'class'
      ? { name: text('name'), subject: subjectOf(oddity) }
      : { name: text('name'), type: text('type'), description: text('description') };
  const students = membersOf(oddity, draw.some(members.students, 0.4));
  const employees = membersOf(oddity, draw.some(members.employees, 0.4));
  const row = objectOf({ id, ...values, students, employees });
  return {
    kind,
    text: row.text,
    id: id.comes,
    fields: comingOf(values),
    dropped: row.dropped,
    students: students.comes,
    employees: employees.comes,
  };
}

/** Members of a class or group: ids, or objects with ids, wrapped or not; or what is no list. */
function membersOf({ draw, part }: Oddity, ids: readonly string[]): Said<string[]> {
  if (draw.chance(part / 4)) {
    const text = draw.one([undefined, 'null', '{"data":null}', '{}', '"x"', '7', '{"0":{"id":"a"}}']);
    return { text, comes: undefined, dropped: [''] };
  }
  const texts = ids.map((id) => {
    const text = draw.chance(0.7) ? `{"id":${JSON.stringify(id)}}` : JSON.stringify(id);
    return draw.chance(part / 3) ? `{"data":${text}}` : text;
  });
  const dropped: string[] = [];
  if (draw.chance(part / 2)) {
    texts.push(draw.one(['null', '7', '{}', '{"id":null}', '{"id":7}', '""', '[]', '["x"]', 'true']));
    dropped.push('id');
  }
  // Who is named twice is a member once.
  if (draw.chance(part / 2) && ids[0] !== undefined) texts.push(JSON.stringify(ids[0]));
  const list = `[${texts.join(',')}]`;
  // Of which none can be read, that is no empty list.
  const comes = ids.length === 0 && dropped.length > 0 ? undefined : [...ids];
  return { text: draw.chance(0.7) ? `{"data":${list}}` : list, comes, dropped };
}

function subjectOf(oddity: Oddity): Said {
  const { draw, sizes, part } = oddity;
  if (!draw.chance(part)) return draw.chance(0.3) ? kept('null', null) : plainSubject(oddity);
  if (draw.chance(0.3)) return unlessObject(oddTextValue(draw, sizes));
  if (draw.chance(0.3))
    return lost(draw.one(['[]', '7', 'true', '{"data":[]}', '{"data":"x"}', '{"name":["x"]}']));
  return draw.chance(0.5) ? unsaid() : kept('{"data":null}', { data: null });
}

function plainSubject({ draw, part }: Oddity): Said {
  const name = draw.word();
  const code = draw.chance(part) ? '12' : '"M1"';
  const inside = { name, code: code === '12' ? '12' : 'M1' };
  const text = `{"name":${JSON.stringify(name)},"code":${code}}`;
  return draw.chance(0.7) ? kept(`{"data":${text}}`, { data: inside }) : kept(text, inside);
}

const START = { date: '2026-09-10 09:00:00.000000', timezone_type: 3, timezone: 'Europe/London' };

export function generateEvents(oddity: Oddity): EventRow[] {
  const { draw } = oddity;
  const events = Array.from({ length: draw.whole(1, 4) }, () => eventRow(oddity));
  return someOfThemSpoilt(oddity, events, (text) => ({
    kind: 'event',
    text,
    id: undefined,
    fields: {},
    dropped: [],
    isPublic: true,
  }));
}

function eventRow(oddity: Oddity): EventRow {
  const { draw, part } = oddity;
  const id = idOf(draw, part / 3);
  const fields: { [name: string]: Said } = {
    name: valueOf(oddity, 'name', draw.word(), oddTextValue),
    description: valueOf(oddity, 'description', draw.word(), oddTextValue),
    location: valueOf(oddity, 'location', draw.word(), oddTextValue),
    start_at: momentOf(oddity),
  };
  const marks: Members = draw.chance(part) ? { private: privateMark(draw) } : {};
  const { text, dropped } = objectOf({ id, ...fields, ...marks });
  const isPublic = Object.values(marks).every(({ comes }) => comes === true);
  return { kind: 'event', text, id: id.comes, fields: comingOf(fields), dropped, isPublic };
}

function momentOf({ draw, part }: Oddity): Said {
  const plain = kept<JsonValue>(JSON.stringify(START), START);
  if (!draw.chance(part)) return plain;
  if (draw.chance(0.3)) return kept('"2026-09-10 09:00:00"', '2026-09-10 09:00:00');
  if (draw.chance(0.3)) return draw.chance(0.5) ? unsaid() : kept('null', null);
  return lost(
    draw
      .one([noObject(draw), '{"date":7,"timezone":"UTC"}', '{"date":"2026-09-10"}', '" "', '{}'])
      .replace(/^"x"$/, '7'),
  );
}

/** Whether somebody says that the event is not for everybody: `comes` is whether it is public all the same. */
const privateMark = (draw: Draw): Said<boolean> => {
  const text = draw.one(['null', 'false', 'true', '""', '"false"', '0', '1E999', '[]', '{}']);
  return { text, comes: text === 'null' || text === 'false', dropped: [] };
};
