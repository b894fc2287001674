import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { LinkClasses } from '@gatehouse/schemas';
import { parse } from 'csv-parse/sync';
import type { Settings } from '../settings/settings.js';
import type { ContactInput } from './decide-contact.js';
import { decideContact } from './decide-contact.js';
import { BLOCK, orderAbout, remembering, responsibilityFor, unclearAbout } from '../../testing/a-standing.js';
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
  remembered: remembering(),
  settings: { blankCourtOrder: 'undecided', courtOrderScope: 'person' },
  personUnreadable: false,
  conflicting: false,
  blankPasses: new Set(),
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

describe('what the register says of the contact', () => {
  const own = [link('A', 'true', 'false'), link('B', 'true', 'false')];
  const decide = (remembered: Parameters<typeof remembering>[0], more: Partial<ContactInput> = {}) =>
    decideContact(contact(own, { remembered: remembering(remembered), ...more }));

  it.each([
    ['true', 'ACTIVE_COURT_ORDER'],
    ['null', 'COURT_ORDER_NOT_RECORDED'],
    ['absent', 'RULE_INPUT_UNREADABLE'],
    ['unreadable', 'RULE_INPUT_UNREADABLE'],
  ] as const)(
    'an order remembered as %s excludes the whole person, about whichever child',
    (said, reason) => {
      for (const about of [['A'], ['Z'], []]) {
        expect(decide({ orders: [orderAbout(said, ...about)] })).toEqual(out(reason));
      }
    },
  );

  it('an order drops, in scope link, the child that it is about under each of its ids, and no other', () => {
    expect(decide({ orders: [orderAbout('true', 'A2', 'A')] }, inScope('link'))).toEqual(kept('B'));
    expect(decide({ orders: [orderAbout('true', 'Z')] }, inScope('link'))).toEqual(kept('A', 'B'));
  });

  it('an order about no child counts for every one, in either scope', () => {
    for (const scope of ['person', 'link'] as const) {
      expect(decide({ orders: [orderAbout('true')] }, inScope(scope))).toEqual(out('ACTIVE_COURT_ORDER'));
    }
  });

  it('an order is never a link that passes', () => {
    const remembered = remembering({ orders: [orderAbout('false', 'A')] });
    expect(decideContact(contact([], { remembered }))).toMatchObject({ outcome: 'excluded' });
    expect(decideContact(contact([]))).toEqual(out('NO_PARENTAL_RESPONSIBILITY'));
  });

  it('responsibility that was said otherwise takes the child, and with the last child the contact', () => {
    expect(decide({ responsibility: [responsibilityFor('false', 'A')] })).toEqual(kept('B'));
    expect(decide({ responsibility: [responsibilityFor('false', 'A', 'B')] })).toEqual(
      out('NO_PARENTAL_RESPONSIBILITY'),
    );
    expect(decide({ responsibility: [responsibilityFor('unreadable', 'A', 'B')] })).toEqual(
      out('RULE_INPUT_UNREADABLE'),
    );
    expect(decide({ responsibility: [responsibilityFor('false', 'Z')] })).toEqual(kept('A', 'B'));
  });

  it('who may be somebody restricted stays out, or loses the child that it is about', () => {
    expect(decide({ unclear: [unclearAbout()] })).toEqual(out('SAME_PERSON_UNCLEAR'));
    expect(decide({ unclear: [unclearAbout('A')] })).toEqual(kept('B'));
    expect(decide({ unclear: [unclearAbout('A'), unclearAbout('B')] })).toEqual(out('SAME_PERSON_UNCLEAR'));
  });
});

describe('the reading of a MIS that has lost all its values', () => {
  const blank = (order: string) => [link('A', 'true', order), link('B', 'true', order)];

  it.each(['null', 'absent'])(
    '%s means nothing on the links that were known, on others what it always does',
    (order) => {
      const some = contact(blank(order), { blankPasses: new Set(['A']), ...inScope('link') });
      expect(decideContact(some)).toEqual(kept('A'));
      const all = contact(blank(order), { blankPasses: new Set(['A', 'B']) });
      expect(decideContact(all)).toEqual(kept('A', 'B'));
      expect(decideContact({ ...all, remembered: remembering({ orders: [orderAbout('true')] }) })).toEqual(
        out('ACTIVE_COURT_ORDER'),
      );
    },
  );

  it('takes an order at its word', () => {
    const some = contact(blank('true'), { blankPasses: new Set(['A', 'B']) });
    expect(decideContact(some)).toEqual(out('ACTIVE_COURT_ORDER'));
  });
});

describe('a contact none of whose children is in the add-on', () => {
  const links = [link('A', 'true', 'false'), link('B', 'false', 'false')];

  it('stays out for that; one whose child is in comes in', () => {
    const withPresent = (...present: string[]) => contact(links, { present: new Set(present) });
    expect(decideContact(withPresent())).toEqual(out('NO_CHILD_IN_ADD_ON'));
    expect(decideContact(withPresent('B'))).toEqual(out('NO_CHILD_IN_ADD_ON'));
    expect(decideContact(withPresent('A'))).toEqual(kept('A'));
  });

  it('is told the reasons of the rule alone where no link passes', () => {
    const input = contact([link('A', 'false', 'false')], { present: new Set() });
    expect(decideContact(input)).toEqual(out('NO_PARENTAL_RESPONSIBILITY'));
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

  it('somebody is blocked, and nobody can say whether this is the one', () => {
    expect(decideContact(contact(passing, { maybeBlocked: true }))).toEqual(out('RULE_INPUT_UNREADABLE'));
  });

  it('a person nobody can identify, as long as orders count for the person', () => {
    const unknown = { personUnreadable: true };
    expect(decideContact(contact(passing, unknown))).toEqual(out('RULE_INPUT_UNREADABLE'));
    expect(decideContact(contact(passing, { ...unknown, ...inScope('link') }))).toEqual(kept('A'));
  });

  it('a block, two contents, or both', () => {
    const blocked = { remembered: remembering({ block: BLOCK }) };
    expect(decideContact(contact(passing, blocked))).toEqual(out('PERSON_BLOCKED'));
    expect(decideContact(contact(passing, { conflicting: true }))).toEqual(out('DUPLICATE_SOURCE_RECORD'));
    expect(decideContact(contact(passing, { conflicting: true, ...blocked }))).toEqual(
      out('DUPLICATE_SOURCE_RECORD', 'PERSON_BLOCKED'),
    );
  });

  it("the rule's reasons come with them when the rule excludes too", () => {
    const blocked = { remembered: remembering({ block: BLOCK }) };
    expect(decideContact(contact([link('A', 'false', 'true')], blocked))).toEqual(
      out('ACTIVE_COURT_ORDER', 'NO_PARENTAL_RESPONSIBILITY', 'PERSON_BLOCKED'),
    );
  });
});
