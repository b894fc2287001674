import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { LinkClasses } from '@gatehouse/contracts';
import { parse } from 'csv-parse/sync';
import type { Settings } from '../settings/settings.js';
import type { ContactInput } from './decide-contact.js';
import { decideContact } from './decide-contact.js';
import { ruleInputOf } from '../../testing/rule-input-of.js';

type Row = Record<string, string>;
const rowsOf = (table: string) =>
  parse<Row>(readFileSync(new URL(`../../domain/${table}`, import.meta.url)), { columns: true });

/** A value as the tables write it: `absent`, or JSON. */
const inputOf = (cell: string) =>
  cell === 'absent' ? ruleInputOf(undefined, false) : ruleInputOf(JSON.parse(cell), true);

const link = (child: string, responsibility: string, order: string): LinkClasses => ({
  child,
  parentalResponsibility: inputOf(responsibility),
  courtOrder: inputOf(order),
});

/** `A:true/false B:"Y"/null` */
const linksOf = (cell: string) =>
  cell === '(no links)'
    ? []
    : cell.split(' ').map((text) => {
        const [, child, responsibility, order] = /^(\w+):(.+)\/(.+)$/.exec(text) ?? [];
        return link(child!, responsibility!, order!);
      });

const words = (cell: string) => cell.split(' ').filter((word) => word !== '');
const expected = (row: Row, keptChildren: string[]) =>
  row['outcome'] === 'imported'
    ? { outcome: 'imported', keptChildren }
    : { outcome: 'excluded', reasons: words(row['reasons']!) };

const contact = (links: LinkClasses[], more: Partial<ContactInput> = {}): ContactInput => ({
  links,
  personLinks: [],
  rememberedLinks: [],
  settings: { blankCourtOrder: 'undecided', courtOrderScope: 'person' },
  personUnreadable: false,
  conflicting: false,
  blocked: false,
  ...more,
});
const inScope = (courtOrderScope: Settings['courtOrderScope']) => ({
  settings: { blankCourtOrder: 'undecided', courtOrderScope } as const,
});
const kept = (...keptChildren: string[]) => ({ outcome: 'imported', keptChildren });
const out = (...reasons: string[]) => ({ outcome: 'excluded', reasons });

describe('contacts with one child, as the table says', () => {
  const rows = rowsOf('contact-single-link-decisions.csv');
  const decide = (row: Row, courtOrderScope: Settings['courtOrderScope']) => {
    const links = [link('A', row['parental_responsibility']!, row['court_order']!)];
    const blankCourtOrder = row['blank_court_order_means'] as Settings['blankCourtOrder'];
    return decideContact(contact(links, { settings: { blankCourtOrder, courtOrderScope } }));
  };

  it('has every pair of values, under both settings', () => expect(rows).toHaveLength(13 * 13 * 2));

  it.each(rows)(
    'responsibility $parental_responsibility, order $court_order, blank means $blank_court_order_means: $outcome $reasons',
    (row) => {
      expect(decide(row, 'person')).toEqual(expected(row, ['A']));
      // With one link, person and link are the same.
      expect(decide(row, 'link')).toEqual(expected(row, ['A']));
    },
  );
});

describe('contacts with several children, as the table says', () => {
  const LINKS = 'links (child:parental_responsibility/court_order)';
  const rows = rowsOf('contact-several-links-decisions.csv').map((row): Row => ({
    ...row,
    links: row[LINKS]!,
  }));

  it('has all rows', () => expect(rows).toHaveLength(22));

  it.each(rows)(
    '$links, scope $court_order_scope, blank means $blank_court_order_means: $outcome $links_kept $reasons',
    (row) => {
      const settings = {
        courtOrderScope: row['court_order_scope'] as Settings['courtOrderScope'],
        blankCourtOrder: row['blank_court_order_means'] as Settings['blankCourtOrder'],
      };
      const decision = decideContact(contact(linksOf(row['links']!), { settings }));
      expect(decision).toEqual(expected(row, words(row['links_kept']!)));
    },
  );
});

describe('the other links of a person', () => {
  const own = [link('A', 'true', 'false')];
  const elsewhere = (child: string, order: string) => [link(child, 'true', order)];

  it.each(['personLinks', 'rememberedLinks'] as const)(
    '%s with an order exclude the whole person',
    (name) => {
      const decide = (order: string) => decideContact(contact(own, { [name]: elsewhere('B', order) }));
      expect(decide('true')).toEqual(out('ACTIVE_COURT_ORDER'));
      expect(decide('null')).toEqual(out('COURT_ORDER_NOT_RECORDED'));
      expect(decide('absent')).toEqual(out('RULE_INPUT_UNREADABLE'));
      expect(decide('false')).toEqual(kept('A'));
    },
  );

  it.each(['personLinks', 'rememberedLinks'] as const)('%s never pass as links themselves', (name) => {
    const decision = decideContact(contact([], { [name]: elsewhere('B', 'false') }));
    expect(decision).toEqual(out('NO_PARENTAL_RESPONSIBILITY'));
  });

  it.each(['personLinks', 'rememberedLinks'] as const)('%s drop no other child in scope link', (name) => {
    const decision = decideContact(contact(own, { [name]: elsewhere('B', 'true'), ...inScope('link') }));
    expect(decision).toEqual(kept('A'));
  });

  it('drop the same child in scope link: the order is about this person and this child', () => {
    const personLinks = elsewhere('A', 'true');
    expect(decideContact(contact(own, { personLinks, ...inScope('link') }))).toEqual(
      out('ACTIVE_COURT_ORDER'),
    );
  });
});

describe('a child delivered twice with different flags', () => {
  it('is kept only if every link to it passes', () => {
    const links = [link('A', 'true', 'false'), link('B', 'true', 'false'), link('B', 'false', 'false')];
    expect(decideContact(contact(links))).toEqual(kept('A'));
  });

  it('leaves a contact without responsibility if it was the only child', () => {
    const links = [link('A', 'true', 'false'), link('A', '"Y"', 'false')];
    expect(decideContact(contact(links))).toEqual(out('RULE_INPUT_UNREADABLE'));
  });

  it('is dropped in scope link if one of its links has an order', () => {
    const links = [link('A', 'true', 'false'), link('A', 'true', 'true')];
    expect(decideContact(contact(links, inScope('link')))).toEqual(out('ACTIVE_COURT_ORDER'));
  });
});

describe('what keeps a contact out beside its links', () => {
  const passing = [link('A', 'true', 'false')];

  it('a person nobody can identify, as long as orders count for the person', () => {
    const unknown = { personUnreadable: true };
    expect(decideContact(contact(passing, unknown))).toEqual(out('RULE_INPUT_UNREADABLE'));
    expect(decideContact(contact(passing, { ...unknown, ...inScope('link') }))).toEqual(kept('A'));
  });

  it('a block, two contents, or both', () => {
    expect(decideContact(contact(passing, { blocked: true }))).toEqual(out('PERSON_BLOCKED'));
    expect(decideContact(contact(passing, { conflicting: true }))).toEqual(out('DUPLICATE_SOURCE_RECORD'));
    expect(decideContact(contact(passing, { conflicting: true, blocked: true }))).toEqual(
      out('DUPLICATE_SOURCE_RECORD', 'PERSON_BLOCKED'),
    );
  });

  it("the rule's reasons come with them when the rule excludes too", () => {
    expect(decideContact(contact([link('A', 'false', 'true')], { blocked: true }))).toEqual(
      out('ACTIVE_COURT_ORDER', 'NO_PARENTAL_RESPONSIBILITY', 'PERSON_BLOCKED'),
    );
  });
});
