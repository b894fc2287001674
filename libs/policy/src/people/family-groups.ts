import type { AlikeByValue } from './alike.js';
import type { ComparedContact } from './compared-contacts.js';
import { agreeingGroups, boundedGroups } from './agreeing-groups.js';
import type { NameClass } from './name-index.js';
import { NameIndex, classesByName } from './name-index.js';

/** Whoever stands under more children minds them, and makes no family of theirs. */
const MOST_CHILDREN = 12;

/**
 * Sets of children every two of whom are connected: by a contact that stands under both, or by two contacts that are
 * alike by a value, one under each. Each set once.
 */
export function connectedChildren(
  contacts: readonly ComparedContact[],
  byValue: readonly AlikeByValue[],
): string[][] {
  const connected = new Map<string, string[]>();
  const connect = (by: readonly ComparedContact[]) => {
    const connecting = by.filter(({ children }) => children.length <= MOST_CHILDREN);
    const children = [...new Set(connecting.flatMap((contact) => contact.children))].sort();
    if (children.length > 1) connected.set(JSON.stringify(children), children);
  };
  for (const contact of contacts) if (contact.children.length > 1) connect([contact]);
  for (const { groups } of byValue) groups.forEach(connect);
  return [...connected.values()];
}

/** More contacts than a child has: a pupil whom an office made up to try something, or to park people under. */
const CROWD = 50;

type Contacts = readonly ComparedContact[];

/**
 * Compares the contacts of connected children, as `agreeingGroups` does, set after set of one school. A crowd under one
 * child stands in the set of each of its contacts; it is not compared with itself each time, since whoever stands under
 * one child is compared there.
 */
export class FamilyGroups {
  readonly #byChild: ReadonlyMap<string, Contacts>;
  readonly #crowds = new Map<string, NameIndex<ComparedContact>>();
  readonly #comparedCrowds = new Set<string>();

  constructor(byChild: ReadonlyMap<string, Contacts>) {
    this.#byChild = byChild;
  }

  of(children: readonly string[]): readonly Contacts[] {
    const contacts = new Set(children.flatMap((child) => this.#contactsOf(child)));
    return boundedGroups([...contacts], this.#groupsOf(children));
  }

  *#groupsOf(children: readonly string[]): Generator<Contacts> {
    const crowded = children.filter((child) => this.#contactsOf(child).length > CROWD);
    const others = children.filter((child) => !crowded.includes(child));
    const contacts = new Set(others.flatMap((child) => this.#contactsOf(child)));
    yield* agreeingGroups(contacts);
    if (crowded.length === 0) return;
    const classes = classesByName(contacts);
    for (const [place, child] of crowded.entries()) {
      yield* this.#withCrowd(classes, child);
      for (const other of crowded.slice(place + 1)) yield* this.#crowdWithCrowd(child, other);
    }
  }

  *#crowdWithCrowd(one: string, other: string): Generator<Contacts> {
    const key = JSON.stringify([one, other]);
    if (this.#comparedCrowds.has(key)) return;
    this.#comparedCrowds.add(key);
    yield* this.#withCrowd(classesByName(this.#contactsOf(one)), other);
  }

  *#withCrowd(classes: readonly NameClass<ComparedContact>[], child: string): Generator<Contacts> {
    const crowd = this.#crowds.get(child) ?? new NameIndex(classesByName(this.#contactsOf(child)));
    this.#crowds.set(child, crowd);
    for (const rows of classes) {
      for (const agreeing of crowd.agreeingWith(rows[0].name)) yield [...rows, ...agreeing];
    }
  }

  #contactsOf(child: string): Contacts {
    return this.#byChild.get(child) ?? [];
  }
}
