import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askSandbox, at } from '../ask-sandbox.js';
import type { RawRecord } from '../json.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';
import { emptySchool } from '../world/empty-school.js';

const SCHOOL = 'A1930499544';
let sandbox: Sandbox;
const get = (path: string) => askSandbox(sandbox, `schools/${SCHOOL}/${path}`);
const withdraw = (...labels: string[]) =>
  labels.forEach((label) => sandbox.control.change(SCHOOL, { kind: 'permission-withdrawn', label }));

beforeEach(async () => {
  const contact = {
    id: 'A20',
    title: 'Ms',
    surname: 'Odd',
    contact_details: { data: { salutation: 'Ms Odd', emails: { email: 'odd@example.org' } } },
    relationship: { court_order: 'Y', priority: 1, lives_with_pupil: true },
  };
  const students: RawRecord[] = [
    { id: 'A10', forename: 'Ann', surname: 'Odd', contacts: { data: [contact] } },
    { id: 'A11', forename: 7, contacts: 'garbage' },
  ];
  const employees = [{ id: 'A30', employment_details: { data: { current: true, role_text: 'Cook' } } }];
  const classes = [
    { id: 'A40', name: '1A', subject: 'A50', students: { data: [{ id: 'A10', surname: 'Odd' }] } },
  ];
  const school = emptySchool(SCHOOL, 'Testing School', { records: { students, employees, classes } });
  sandbox = await createSandbox({ world: { schools: [school] } });
});
afterEach(() => sandbox.close());

describe('a hand-made school', () => {
  it('is served as it was written down, odd values and all', async () => {
    const { rows } = await get('students?include=contacts.contact_details');
    expect(at(rows[0], 'contacts.data.0.relationship.court_order')).toBe('Y');
    expect(rows[1]).toEqual({ id: 'A11', forename: 7, contacts: 'garbage' });
    expect((await get('contacts')).rows).toEqual([{ id: 'A20', title: 'Ms', surname: 'Odd' }]);
    expect(at((await get('classes?include=students')).rows[0], 'students.data.0.id')).toBe('A10');
  });
});

describe('a permission that is not approved', () => {
  it('takes its field away, key and all, wherever the record is nested', async () => {
    withdraw(
      'Students surname',
      'Contacts court order',
      'Contacts email',
      'Employees current',
      'Classes subject',
    );
    const [student] = (await get('students?include=contacts.contact_details')).rows;
    expect(student).not.toHaveProperty('surname');
    expect(at(student, 'contacts.data.0.relationship')).toEqual({ priority: 1, lives_with_pupil: true });
    expect(at(student, 'contacts.data.0.contact_details.data')).toEqual({ salutation: 'Ms Odd' });
    expect((await get('employees?include=employment_details')).rows[0]).toEqual({
      id: 'A30',
      employment_details: { data: { role_text: 'Cook' } },
    });
    const [lesson] = (await get('classes?include=students,subject')).rows;
    expect(lesson).toEqual({ id: 'A40', name: '1A', students: { data: [{ id: 'A10' }] } });
  });

  it('never covers its children, nor they it', async () => {
    withdraw('Contacts details');
    const [student] = (await get('students?include=contacts.contact_details')).rows;
    expect(at(student, 'contacts.data.0.contact_details.data')).toEqual({
      emails: { email: 'odd@example.org' },
    });
  });

  it('closes the resource when it was its last one: 403, with invalid_permissions', async () => {
    withdraw('Groups, classes & subjects', 'Employees current', 'Employees title', 'Employees details');
    withdraw(
      'Employees forename',
      'Employees surname',
      'Employees legal forename',
      'Employees legal surname',
    );
    expect((await get('employees')).status).toBe(200);
    withdraw('Employees email', 'Employees telephone');
    for (const path of [
      'employees',
      'classes',
      'groups',
      'students?include=groups',
      'counts?include=employees',
    ]) {
      const { status, body } = await get(path);
      expect([path, status, at(body, 'error')]).toEqual([path, 403, 'invalid_permissions']);
    }
    sandbox.control.change(SCHOOL, { kind: 'permission-granted', label: 'Employees current' });
    expect((await get('employees')).status).toBe(200);
  });
});
