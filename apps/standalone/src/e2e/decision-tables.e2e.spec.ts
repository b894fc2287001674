import { describe, expect, it } from '@jest/globals';
import { aSchool, contact, employee, student } from '../../testing/a-school.js';
import type { Row } from '../../testing/decision-table.js';
import { field, linksOf, readTable } from '../../testing/decision-table.js';
import { given } from '../../testing/given.js';
import { standing } from '../../testing/standing.js';

const CONTACT_ADD_ONS = ['email-text', 'parent-portal', 'parents-evening'] as const;
const words = (cell: string) => cell.split(' ').filter((word) => word !== '');

describe('the table of contacts with several children, through the whole pipeline', () => {
  // A contact without links stands under no student, so no run ever sees it.
  const rows = readTable('contact-several-links-decisions.csv').filter(
    (row) => linksOf(linksCell(row)).length > 0,
  );
  it('has rows', () => expect(rows.length).toBeGreaterThan(20));

  it.each([
    ['person', 'undecided'],
    ['person', 'no-order'],
    ['link', 'undecided'],
    ['link', 'no-order'],
  ])('court order scope %s, blank means %s', (courtOrderScope, blankCourtOrder) => {
    const here = rows.filter(
      (row) =>
        row['court_order_scope'] === courtOrderScope && row['blank_court_order_means'] === blankCourtOrder,
    );
    expect(here.length).toBeGreaterThan(0);
    const families = here.map((row, i) => ({
      row,
      adult: `p${i}`,
      childOf: (letter: string) => `s${i}${letter}`,
    }));
    const students = families.flatMap(({ row, adult, childOf }) =>
      linksOf(linksCell(row)).map(({ child, relationship }) =>
        student(childOf(child), [contact(adult, relationship)]),
      ),
    );
    return given(
      aSchool({ students }),
      async ({ gate, when }) => {
        await gate.decide('CourtOrderPolicySet', { courtOrderScope, blankCourtOrder });
        await when();
        for (const { row, adult, childOf } of families) {
          for (const addOn of CONTACT_ADD_ONS) {
            const children = ['A', 'B'].map(childOf);
            const found = await standing(gate, addOn, 'contact', adult, children);
            expect({ row: linksCell(row), addOn, found }).toEqual({
              row: linksCell(row),
              addOn,
              found: expected(row, words(row['links_kept'] ?? '').map(childOf)),
            });
          }
        }
      },
      { firstSync: false },
    );
  });
});

describe('the table of contacts with one child, through the whole pipeline', () => {
  it.each(['undecided', 'no-order'])('blank means %s', (blankCourtOrder) => {
    const rows = readTable('contact-single-link-decisions.csv').filter(
      (row) => row['blank_court_order_means'] === blankCourtOrder,
    );
    const students = rows.map((row, i) => {
      const flags = {
        ...field('parental_responsibility', row['parental_responsibility'] ?? ''),
        ...field('court_order', row['court_order'] ?? ''),
      };
      return student(`s${i}`, [contact(`p${i}`, flags)]);
    });
    return given(
      aSchool({ students }),
      async ({ gate, when }) => {
        await gate.decide('CourtOrderPolicySet', { blankCourtOrder });
        await when();
        const found = await Promise.all(
          rows.map((_, i) => standing(gate, 'parent-portal', 'contact', `p${i}`, [`s${i}`])),
        );
        expect(found).toEqual(rows.map((row, i) => expected(row, [`s${i}`])));
      },
      { firstSync: false },
    );
  });
});

it('the table of employees, through the whole pipeline, in every add-on that takes employees', () => {
  const rows = readTable('employee-decisions.csv');
  const employees = rows.map((row, i) => employee(`e${i}`, field('current', row['current'] ?? '')));
  return given(aSchool({ students: [student('s')], employees }), async ({ gate }) => {
    for (const addOn of CONTACT_ADD_ONS) {
      const found = await Promise.all(rows.map((_, i) => standing(gate, addOn, 'employee', `e${i}`)));
      expect({ addOn, found }).toEqual({ addOn, found: rows.map((row) => expected(row, undefined)) });
    }
    expect(await standing(gate, 'mis-calendar', 'employee', 'e0')).toBe('never seen');
  });
});

function linksCell(row: Row): string {
  return row['links (child:parental_responsibility/court_order)'] ?? '';
}

function expected(row: Row, children: readonly string[] | undefined): string {
  if (row['outcome'] === 'imported') return children ? `imported: ${children.join(', ')}` : 'imported';
  return `excluded: ${words(row['reasons'] ?? '')
    .sort()
    .join(', ')}`;
}
