import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askControl, askSandbox, at } from '../ask-sandbox.js';
import type { RawRecord } from '../json.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';
import { emptySchool } from '../world/empty-school.js';
import { AS_RECORDED } from '../world/manner.js';
import type { Manner } from '../world/manner.js';

const RECORDED = 'A1930499544';
const DOCUMENTED = 'A1000000001';
let sandbox: Sandbox;
const get = (school: string, path: string) => askSandbox(sandbox, `schools/${school}/${path}`);

const records = (): { [resource: string]: RawRecord[] } => ({
  students: [
    {
      id: 'A10',
      surname: 'Odd',
      contacts: {
        data: [
          {
            id: 'A20',
            contact_details: { data: { salutation: 'Ms Odd', emails: { email: 'odd@example.org' } } },
            relationship: { court_order: true, priority: 1 },
          },
        ],
      },
    },
  ],
  employees: [{ id: 'A30', employment_details: { data: { current: true, role_text: 'Cook' } } }],
  classes: [{ id: 'A40', name: '1A', subject: 'A50' }],
});

beforeEach(async () => {
  const schools = [
    emptySchool(RECORDED, 'As recorded', { records: records(), manner: AS_RECORDED }),
    emptySchool(DOCUMENTED, 'As documented', { records: records() }),
  ];
  sandbox = await createSandbox({ world: { schools, manner: { shortLists: 'paged' } } });
});
afterEach(() => sandbox.close());

describe('a field whose permission is not approved', () => {
  const unapproved = [
    ['students', 'surname', 'Students surname'],
    ['students?include=contacts', 'contacts.data.0.relationship.court_order', 'Contacts court order'],
    [
      'students?include=contacts.contact_details',
      'contacts.data.0.contact_details.data.emails',
      'Contacts email',
    ],
    ['employees?include=employment_details', 'employment_details.data.current', 'Employees current'],
    ['classes', 'subject', 'Classes subject'],
    ['classes?include=subject', 'subject', 'Classes subject'],
  ] as const;

  it.each(unapproved)('%s: %s is null in one school and absent in another', async (path, field, label) => {
    const shown = async (school: string) => at((await get(school, path)).rows[0], field);
    for (const school of [RECORDED, DOCUMENTED]) {
      expect(await shown(school)).toEqual(expect.anything());
      sandbox.control.change(school, { kind: 'permission-withdrawn', label });
    }
    expect([await shown(RECORDED), await shown(DOCUMENTED)]).toEqual([null, undefined]);
  });

  it('is null only where the MIS has the key', async () => {
    sandbox.control.change(RECORDED, { kind: 'permission-withdrawn', label: 'Students forename' });
    expect((await get(RECORDED, 'students')).rows[0]).not.toHaveProperty('forename');
  });
});

describe('a short list', () => {
  it('has a pagination object in one school and none in another', async () => {
    const pagination = { next: null, previous: null, more: false, per_page: 50, current_page: 1 };
    for (const list of ['students', 'deletions']) {
      expect((await get(RECORDED, list)).pagination).toEqual(pagination);
      expect((await get(DOCUMENTED, list)).pagination).toBeUndefined();
    }
    expect((await askSandbox(sandbox, 'schools')).pagination).toEqual(pagination);
  });
});

describe('what the MIS of a school lacks', () => {
  it('answers 404, no include leads there, and it is not counted', async () => {
    sandbox.control.change(RECORDED, { kind: 'manner-changed', missing: ['events', 'subjects'] });
    const refusals = [
      ['events', 404, 'resource_not_found'],
      ['events/A1', 404, 'resource_not_found'],
      ['classes?include=subject', 400, 'invalid_include'],
      ['counts?include=events', 400, 'invalid_include'],
    ];
    for (const [path, status, word] of refusals) {
      const answer = await get(RECORDED, String(path));
      expect([path, answer.status, at(answer.body, 'error')]).toEqual([path, status, word]);
    }
    expect((await get(RECORDED, 'classes')).status).toBe(200);
    expect((await get(DOCUMENTED, 'events')).status).toBe(200);
  });
});

describe('the class of an employee', () => {
  const ROLE = { is_main_teacher: true, is_class_teacher: true, role: 'Main teacher' };

  it('says in meta what the employee is there, and null anywhere else', async () => {
    await sandbox.close();
    sandbox = await createSandbox({ schools: 2, pupils: 60 });
    const school = sandbox.control.schools()[1]?.id ?? '';
    sandbox.control.change(school, { kind: 'manner-changed', classMeta: true });
    const { rows } = await get(school, 'employees?include=classes&per_page=200');
    const teacher = rows.find((row) => at(row, 'classes.data.0'));
    expect(at(teacher, 'classes.data.0.meta')).toEqual({ ...ROLE, all_roles: ['Main teacher'] });
    expect((await get(school, 'classes')).rows[0]).toHaveProperty('meta', null);
    const pupil = (await get(school, 'students?include=classes')).rows[0];
    expect(at(pupil, 'classes.data.0.meta')).toBe(null);
    sandbox.control.change(school, { kind: 'manner-changed', classMeta: false });
    expect((await get(school, 'classes')).rows[0]).not.toHaveProperty('meta');
  });
});

describe('the manner of a running school', () => {
  it('changes part by part, over HTTP, and refuses what it does not know', async () => {
    const change = (manner: Partial<Record<keyof Manner, string>>) =>
      askControl(sandbox, 'POST', '/changes', {
        school: DOCUMENTED,
        change: { kind: 'manner-changed', ...manner },
      });
    expect((await change({ shortLists: 'paged' })).status).toBe(200);
    expect((await change({ unapproved: 'null' })).status).toBe(200);
    sandbox.control.change(DOCUMENTED, { kind: 'permission-withdrawn', label: 'Students surname' });
    const { rows, pagination } = await get(DOCUMENTED, 'students');
    expect([rows[0]?.['surname'], pagination?.['more']]).toEqual([null, false]);
    expect((await change({ unapproved: 'sometimes' })).status).toBe(422);
  });
});
