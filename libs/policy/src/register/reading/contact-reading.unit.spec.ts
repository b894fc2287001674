import type { RuleInput } from '@gatehouse/schemas';
import { describe, expect, it } from '@jest/globals';
import type { ContactPage } from './contact-reading.js';
import { ContactReading } from './contact-reading.js';

const parts = { forename: '', surname: '', legalForename: '', legalSurname: '' };
const whose = { persons: [], names: undefined, parts: parts as never };
const page = (...links: [row: string, child: string, courtOrder: RuleInput][]): ContactPage => ({
  pupils: [...new Set(links.map(([, child]) => child))].map((row) => ({ row, ...whose })),
  contacts: links.map(([row, child, courtOrder]) => ({
    row,
    child,
    courtOrder,
    parentalResponsibility: 'true',
    isLoose: false,
    fields: {},
    ...whose,
  })),
});

describe('a list that is read again from its beginning', () => {
  it('shows nobody whom only the pages before showed: nothing is released by them', () => {
    const reading = new ContactReading();
    reading.add(page(['C1', 'S1', 'false'], ['C2', 'S2', 'false']));
    reading.beginAnew();
    reading.add(page(['C2', 'S2', 'false']));
    expect([...reading.links()].map(({ row }) => row)).toEqual(['C2']);
    expect([...reading.pupils]).toEqual(['S2']);
  });

  it('counts of them what restricts more, however often it begins', () => {
    const reading = new ContactReading();
    reading.add(page(['C1', 'S1', 'true']));
    reading.beginAnew();
    reading.add(page(['C1', 'S1', 'false']));
    reading.beginAnew();
    reading.beginAnew();
    reading.add(page(['C1', 'S1', 'false']));
    expect(reading.link('C1', 'S1')?.courtOrder).toBe('true');
  });

  it('leaves nobody unsettled for what the pages before did not say', () => {
    const reading = new ContactReading();
    reading.add({
      pupils: [
        { row: 'S1', contacts: 'null', ...whose },
        { row: undefined, ...whose },
      ],
      contacts: [],
    });
    reading.beginAnew();
    expect([reading.withoutContacts.size, reading.hasPupilWithoutId]).toEqual([0, false]);
  });
});
