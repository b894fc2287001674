import type { ContactRecord, LinkClasses, RecordLink } from '@gatehouse/schemas';
import type { Decided, DecideInput, LineDocument } from '@gatehouse/ledger';
import { decideContact } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { decidedOn, fieldNames, personFlags } from './decided-on.js';

/** Contacts are sent when all of them were read: of a part nobody knows whom it restricts. */
export class ReadingNotWhole extends Error {
  readonly code = 'READING_NOT_WHOLE';
  constructor() {
    super('A contact came from a reading that was not whole. Check that wonde-ingest has this version.');
    this.name = 'ReadingNotWhole';
  }
}

/**
 * A contact with the links that pass, or out with the reasons and the classes of the links that the run showed.
 *
 * @returns undefined for one who is in and would go only since the children wait to come in: the last line stands.
 * @throws ReadingNotWhole: then the record counts as failed, and its last line stands.
 */
export function decideContactRecord(input: DecideInput, record: ContactRecord): Decided | undefined {
  if (!input.reading.whole) throw new ReadingNotWhole();
  const { links } = record;
  const decision = decideContact({
    links,
    remembered: input.remembered,
    settings: input.settings,
    personUnreadable: record.personUnreadable ?? false,
    blankPasses: input.blankPasses,
    present: new Set(links.map(({ child }) => child).filter(input.isPresent)),
    ...personFlags(input),
  });
  if (decision.outcome === 'excluded') {
    const isForChildren = decision.reasons.every((reason) => reason === 'NO_CHILD_IN_ADD_ON');
    if (input.isIn && isForChildren && links.some(({ child }) => input.waits(child))) return undefined;
    const classes = sorted(links.map(classesOf));
    return { ...decidedOn(input), ...decision, links: classes.length > 0 ? classes : undefined };
  }
  const kept = new Set(decision.keptChildren);
  const children = childrenOf(links, (child) => kept.has(child) && input.isPresent(child));
  const document: LineDocument = { ...record.fields, children };
  const hasPriority = children.some((child) => 'priority' in child);
  return {
    ...decidedOn(input),
    outcome: 'imported',
    document: new Personal(document),
    fields: [...fieldNames(record.fields), ...(hasPriority ? ['priority'] : [])].sort(),
  };
}

const classesOf = ({ child, parentalResponsibility, courtOrder }: RecordLink): LinkClasses => ({
  child,
  parentalResponsibility,
  courtOrder,
});

/** In one order whatever the source's, and each once, so that the order of pages never makes a new line. */
function sorted(links: readonly LinkClasses[]): LinkClasses[] {
  const byText = new Map(links.map((link) => [JSON.stringify([link.child, link]), link]));
  return [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
}

/** The children of the links that passed, each once, sorted by id. One who stays out is named nowhere. */
function childrenOf(links: readonly RecordLink[], isShown: (child: string) => boolean) {
  const first = new Map<string, { id: string; priority?: number | null }>();
  for (const { child, priority } of links) {
    if (!isShown(child) || first.has(child)) continue;
    first.set(child, priority === undefined ? { id: child } : { id: child, priority });
  }
  return [...first.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
