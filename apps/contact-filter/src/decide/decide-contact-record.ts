import type { ContactRecord, RecordLink, RememberedLink } from '@gatehouse/contracts';
import type { Decided, DecideInput, LineDocument } from '@gatehouse/ledger';
import { rememberedLinks } from '@gatehouse/ledger';
import { decideContact, restrictsStill } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { decidedOn, fieldNames, isPresent, personFlags } from './decided-on.js';

/** A contact with the links that pass, or out with the reasons; also what its line must remember of its links. */
export function decideContactRecord(input: DecideInput, record: ContactRecord): Decided {
  const { run, state, message } = input;
  const { recordKey, personKey } = message;
  const remembered = rememberedLinks(state, { recordKey, personKey, links: record.links }, (child) =>
    run.seen.hasSettledStudent(child),
  );
  const decision = decideContact({
    links: record.links,
    personLinks: record.personLinks,
    rememberedLinks: [...remembered.own, ...remembered.ofPerson],
    settings: run.settings,
    personUnreadable: record.personUnreadable ?? false,
    ...personFlags(input),
  });
  if (decision.outcome === 'excluded') {
    const links = sorted([...record.links.map(classesOf), ...remembered.own.map(classesOf)]);
    return { ...decidedOn(input), ...decision, links: links.length > 0 ? links : undefined };
  }
  const kept = new Set(decision.keptChildren);
  const restricting: RememberedLink[] = record.links
    .filter(restrictsStill)
    .map((link) => (kept.has(link.child) ? { ...classesOf(link), kept: true } : classesOf(link)));
  const links = sorted([...restricting, ...remembered.own.map(classesOf)]);
  const children = childrenOf(record.links, (child) => kept.has(child) && isPresent(state, child));
  const document: LineDocument = { ...record.fields, children };
  const hasPriority = children.some((child) => 'priority' in child);
  return {
    ...decidedOn(input),
    outcome: 'imported',
    document: new Personal(document),
    fields: [...fieldNames(record.fields), ...(hasPriority ? ['priority'] : [])].sort(),
    links: links.length > 0 ? links : undefined,
  };
}

const classesOf = ({
  child,
  parentalResponsibility,
  courtOrder,
}: RememberedLink | RecordLink): RememberedLink => ({
  child,
  parentalResponsibility,
  courtOrder,
});

/** In one order whatever the source's, and each once, so that the order of pages never makes a new line. */
function sorted(links: readonly RememberedLink[]): RememberedLink[] {
  const byText = new Map(links.map((link) => [JSON.stringify([link.child, link]), link]));
  return [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
}

/**
 * The children of the links that passed, each once, sorted by id. One who stays out, for being blocked, is named nowhere:
 * the contact still comes in, by the rule on its links.
 */
function childrenOf(links: readonly RecordLink[], isShown: (child: string) => boolean) {
  const first = new Map<string, { id: string; priority?: number | null }>();
  for (const { child, priority } of links) {
    if (!isShown(child) || first.has(child)) continue;
    first.set(child, priority === undefined ? { id: child } : { id: child, priority });
  }
  return [...first.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
