import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askSandbox, at } from '../ask-sandbox.js';
import type { RawRecord } from '../json.js';
import { createSandbox } from '../sandbox.js';
import type { Sandbox } from '../sandbox.js';

let sandbox: Sandbox;
let school: string;
const ask = (path: string) => askSandbox(sandbox, `schools/${school}/${path}`);
const lessonsOf = ({ rows }: { rows: RawRecord[] }) => rows.map((row) => String(row['id']));

beforeAll(async () => {
  sandbox = await createSandbox({ schools: 2, pupils: 60 });
  school = sandbox.control.schools()[1]?.id ?? '';
});
afterAll(() => sandbox.close());

describe('lessons', () => {
  it('name what belongs to them by plain ids, with times in UTC and text for the period instance', async () => {
    const [lesson] = (await ask('lessons?per_page=1')).rows;
    for (const key of ['class', 'room', 'period', 'employee', 'mis_id'])
      expect(lesson?.[key]).toEqual(expect.stringMatching(/^A?\d+$/));
    expect(lesson).toMatchObject({
      period_instance_id: '1',
      priority: null,
      day_number: 1,
      alternative: false,
      start_at: { date: '2026-09-14 08:00:00.000000', timezone_type: 3, timezone: 'UTC' },
    });
  });

  it('hold it in full when it is included', async () => {
    const [bare] = (await ask('lessons?per_page=1')).rows;
    const [lesson] = (await ask('lessons?per_page=1&include=class,employee,employees,period,room')).rows;
    for (const key of ['class', 'employee', 'period', 'room'])
      expect(at(lesson, `${key}.data.id`)).toBe(bare?.[key]);
    expect(at(lesson, 'employees.data.0.id')).toBe(bare?.['employee']);
    expect(at(lesson, 'period.data')).toMatchObject({ day: 'monday', start_time: '09:00:00' });
  });

  it('are found under their class, and under its subject', async () => {
    const [taught] = (await ask('classes?per_page=1&include=lessons.room,lessons.period')).rows;
    expect(at(taught, 'lessons.data.0.class')).toBe(taught?.['id']);
    expect(at(taught, 'lessons.data.0.room.data.name')).toMatch(/^Room/);
    const [subject] = (await ask('subjects?per_page=1&include=classes.lessons.period')).rows;
    expect(at(subject, 'classes.data.0.lessons.data.0.period.data.day')).toEqual(expect.any(String));
  });

  it('are chosen by their start, and their classes by having any', async () => {
    const all = (await ask('lessons?per_page=200')).rows.length;
    const after = (await ask('lessons?per_page=200&lessons_start_after=2026-09-16')).rows.length;
    const before = (await ask('lessons?per_page=200&lessons_start_before=2026-09-16')).rows.length;
    expect(after).toBeGreaterThan(0);
    expect(before).toBeGreaterThan(0);
    expect(after + before).toBe(all);
    const { rows } = await ask('classes?per_page=200&include=lessons');
    for (const lesson of rows.slice(0, 1).flatMap((each) => at(each, 'lessons.data') as RawRecord[]))
      sandbox.control.change(school, {
        kind: 'record-deleted',
        resource: 'lessons',
        id: String(lesson['id']),
      });
    expect((await ask('classes?per_page=200&has_lessons=true')).rows).toHaveLength(rows.length - 1);
  });

  it('go and come back with their class, and are never among the deletions', async () => {
    const all = lessonsOf(await ask('lessons?per_page=200'));
    const last = (await ask('classes?per_page=200')).rows.at(-1);
    const change = { resource: 'classes', id: String(last?.['id']) } as const;
    sandbox.control.change(school, { kind: 'record-deleted', ...change });
    expect(lessonsOf(await ask('lessons?per_page=200'))).toHaveLength(all.length - 2);
    const { rows } = await ask('deletions?per_page=200');
    expect(rows.map(({ type }) => type)).toEqual(['class']);
    sandbox.control.change(school, { kind: 'record-back', ...change });
    expect(lessonsOf(await ask('lessons?per_page=200'))).toEqual(all);
  });

  it('need the permission of classes', async () => {
    sandbox.control.change(school, { kind: 'permission-withdrawn', label: 'Groups, classes & subjects' });
    for (const path of ['lessons', 'periods', 'rooms']) expect((await ask(path)).status).toBe(403);
    sandbox.control.change(school, { kind: 'permission-granted', label: 'Groups, classes & subjects' });
    expect((await ask('rooms')).rows.length).toBeGreaterThan(0);
  });
});
