import { describe, expect, it } from '@jest/globals';
import type { RawRecord } from '@gatehouse/wonde-sandbox';
import { LARGEST_RECORD_BYTES } from '@gatehouse/wonde-ingest';
import { aSchool, contact, group, student } from '../../testing/a-school.js';
import { given } from '../../testing/given.js';
import { PEOPLE_ADD_ONS, standings } from '../../testing/standings.js';

const NAMES = ['forename', 'legal_forename', 'surname', 'legal_surname'];
/** A student whose record, as JSON, has so many bytes; each of the names is below the limit of a value. */
function studentOf(id: string, bytes: number): RawRecord {
  const record = (fields: { [name: string]: string }) => JSON.stringify({ kind: 'student', fields });
  const room = bytes - record(Object.fromEntries(NAMES.map((name) => [name, '']))).length;
  const part = Math.floor(room / NAMES.length);
  const names = NAMES.map((name, i) => [name, 'x'.repeat(i === 0 ? room - part * 3 : part)]);
  return student(id, [contact(`mum-of-${id}`)], Object.fromEntries(names) as RawRecord);
}

/** Design section 8.9: nothing that is sent is too large for a service or an engine behind it. */
describe('the largest records, through every service', () => {
  it('come in; what is larger is counted as failed and takes nothing with it', () =>
    given(
      aSchool({
        students: [
          studentOf('at', LARGEST_RECORD_BYTES),
          studentOf('over', LARGEST_RECORD_BYTES + 4),
          student('lee'),
        ],
      }),
      async ({ gate, last }) => {
        expect(last().problems.map(({ code }) => code)).toEqual(['RECORDS_FAILED']);
        expect(await standings(gate, 'student', 'at')).toBe('imported');
        expect(await standings(gate, 'student', 'over')).toBe('never seen');
        expect(await standings(gate, 'student', 'lee')).toBe('imported');
        expect(await standings(gate, 'contact', 'mum-of-at', ['at'])).toBe('imported: at');
        const [document] = (await gate.documents('email-text', 'student')).filter(
          ({ forename }) => String(forename).length > 100,
        );
        expect(String(document?.['forename'])).toMatch(/^x{40000}/);
      },
    ));

  it('come in, where most of them is links', () => {
    const pupils = Array.from({ length: 1500 }, (_, n) => `s${n}`);
    return given(
      aSchool({
        students: pupils.map((id) => student(id, [contact('office')])),
        groups: [group('all', [...pupils, ...pupils.map((id) => `gone-${id}`)])],
      }),
      async ({ gate, last }) => {
        expect(last().outcome).toBe('completed');
        for (const addOn of PEOPLE_ADD_ONS)
          expect(last().addOns[addOn]?.kinds.contact).toMatchObject({ imported: 1, failed: 0 });
        const [office] = await gate.documents('email-text', 'contact');
        expect(office?.['children']).toHaveLength(1500);
        expect(await gate.documents('email-text', 'group')).toHaveLength(1);
      },
    );
  });
});
