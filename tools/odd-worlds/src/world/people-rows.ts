import type { Draw } from './draw.js';
import { flagOf, holderOf } from './flags.js';
import { idOf, upiOf } from './ids.js';
import type { Members, Oddity } from './people.js';
import { detailsOf, namesOf } from './people.js';
import { someOfThemSpoilt } from './rows.js';
import type { Said } from './said.js';
import { comingOf, lost, objectOf } from './said.js';
import type { EmployeeRow, LinkRow, PupilRow } from './world.js';

interface Person {
  id: string | undefined;
  isSomebody: boolean;
  members: Members;
  fields: LinkRow['fields'];
}

function person(
  oddity: Oddity,
  has: { title: boolean; details: 'none' | 'without addresses' | 'all' },
): Person {
  const { draw, part } = oddity;
  const id = idOf(draw, part / 3);
  const names = namesOf(oddity, has.title);
  const upi = upiOf(draw, part / 3);
  const details = has.details === 'none' ? undefined : detailsOf(oddity, has.details === 'all');
  return {
    id: id.comes,
    isSomebody: upi.comes !== 'unreadable',
    members: {
      id,
      upi,
      ...names,
      ...(details && { contact_details: details.said }),
    },
    fields: { ...comingOf(names), ...details?.fields },
  };
}

/** Five to nine pupils, with contacts of whom some have several children. */
export function generatePupils(oddity: Oddity): PupilRow[] {
  const { draw } = oddity;
  const contacts = Array.from({ length: draw.whole(3, 8) }, () =>
    person(oddity, { title: true, details: 'all' }),
  );
  const pupils = Array.from({ length: draw.whole(5, 9) }, () => pupilRow(oddity, draw.some(contacts, 0.3)));
  return someOfThemSpoilt(oddity, pupils, (text) => ({
    kind: 'student',
    text,
    id: undefined,
    fields: {},
    dropped: [],
    contacts: 'unreadable',
    links: [],
  }));
}

function pupilRow(oddity: Oddity, contacts: readonly Person[]): PupilRow {
  const { id, members, fields } = person(oddity, { title: false, details: 'none' });
  const rows = contacts.map((contact) => linkRow(oddity, contact));
  const { said, contacts: list, isShown } = listOf(oddity, rows);
  const { text, dropped } = objectOf({ ...members, contacts: said });
  const links = isShown ? rows.map(({ link }) => link) : [];
  return { kind: 'student', text, id, fields, dropped, contacts: list, links };
}

function linkRow(
  { draw, part }: Oddity,
  { id, isSomebody, members, fields }: Person,
): { text: string; link: LinkRow } {
  const priority = priorityOf(draw, part);
  const { said, flags } = holderOf(
    draw,
    part,
    {
      court_order: flagOf(draw, 'false', 0.05 + part / 3),
      parental_responsibility: flagOf(draw, 'true', 0.1 + part / 3),
    },
    { priority, relationship: { text: '"Mother"', comes: undefined, dropped: [] } },
  );
  const { text, dropped } = objectOf({ ...members, relationship: said });
  const isHeld = said.text?.startsWith('{"data":null') === false && said.text.startsWith('{');
  return {
    text,
    link: {
      id,
      isSomebody,
      fields,
      dropped,
      order: flags.court_order,
      responsible: flags.parental_responsibility,
      priority: isHeld ? priority.comes : undefined,
    },
  };
}

function priorityOf(draw: Draw, part: number): Said<number | null> {
  if (!draw.chance(part)) return { text: '1', comes: 1, dropped: [] };
  const odd = draw.whole(0, 3);
  if (odd === 0) return { text: undefined, comes: undefined, dropped: [] };
  if (odd === 1) return { text: 'null', comes: null, dropped: [] };
  if (odd === 2) return { text: '-0.5', comes: -0.5, dropped: [] };
  return lost(draw.one(['"1"', '1E999', 'true', '[]', '{}', '1,"priority":2']));
}

/** The list of a pupil's contacts, in every shape: as a list, as null, and as what no list is. */
function listOf(
  { draw, part }: Oddity,
  rows: readonly { text: string }[],
): {
  said: Said<unknown>;
  contacts: PupilRow['contacts'];
  isShown: boolean;
} {
  const list = `[${rows.map(({ text }) => text).join(',')}]`;
  const saying = (text: string | undefined, contacts: PupilRow['contacts'], isShown: boolean) => ({
    said: { text, comes: undefined, dropped: contacts === 'list' ? [] : [''] },
    contacts,
    isShown,
  });
  if (!draw.chance(part / 3)) return saying(draw.chance(0.7) ? `{"data":${list}}` : list, 'list', true);
  if (draw.chance(0.3)) return saying(draw.one(['null', '{"data":null}']), 'null', false);
  if (draw.chance(0.3)) return saying(undefined, 'unreadable', false);
  if (draw.chance(0.5))
    return saying(
      draw.one(['"x"', '7', '1E999', 'true', '{}', '{"data":{}}', '{"data":"x"}']),
      'unreadable',
      false,
    );
  const texts = rows.map(({ text }) => text);
  if (rows.length > 0 && draw.chance(0.5)) {
    // Who is missing in these nobody knows.
    const odd = draw.one([
      [...texts, draw.one(['7', '"x"', 'null', 'true', '[]'])],
      [`[${texts.join(',')}]`],
      texts.map((text) => `{"data":${text}}`),
      texts.map((text) => `{"pivot":{"x":7},"contact":${text}}`),
    ]);
    return saying(`[${odd.join(',')}]`, 'unreadable', true);
  }
  const numbered = `{${rows.map(({ text }, index) => `"${index}":${text}`).join(',')}}`;
  return saying(
    draw.one([numbered, `{"data":{"data":${list}}}`, `{"data":${numbered}}`]),
    'unreadable',
    true,
  );
}

export function generateEmployees(oddity: Oddity): EmployeeRow[] {
  const { draw } = oddity;
  const employees = Array.from({ length: draw.whole(2, 6) }, () => employeeRow(oddity));
  return someOfThemSpoilt(oddity, employees, (text) => ({
    kind: 'employee',
    text,
    id: undefined,
    fields: {},
    dropped: [],
    current: 'absent',
  }));
}

function employeeRow(oddity: Oddity): EmployeeRow {
  const { draw, part } = oddity;
  const { id, members, fields } = person(oddity, { title: true, details: 'without addresses' });
  const { said, flags } = holderOf(draw, part, { current: flagOf(draw, 'true', 0.1 + part / 3) });
  const { text, dropped } = objectOf({ ...members, employment_details: said });
  return { kind: 'employee', text, id, fields, dropped, current: flags.current };
}
