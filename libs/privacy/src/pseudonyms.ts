import type { Kind } from '@gatehouse/schemas';
import { derivedKey, hmac, shortened } from './derive.js';

/** A school has no more people and groups than this; a source that invents ids must not fill the memory. */
const MOST_KNOWN = 100_000;

/**
 * The names that a school's records have outside sealed values. Two schools never share one, because each school has
 * a pseudonym key of its own, derived from the installation's master key (design sections 2 and 8.7).
 */
export class Pseudonyms {
  readonly #key: Buffer;
  /** Names that were asked for: a run asks for a record's again with every roster and sibling that shows it. */
  readonly #known = new Map<string, Map<string, string>>();
  #knownCount = 0;
  #fingerprintKey: Buffer | undefined;

  constructor(masterKey: Buffer, schoolId: string) {
    this.#key = derivedKey(masterKey, 'pseudonyms', schoolId);
  }

  /** Of a record: kind and Wonde id. */
  recordKey(kind: Kind, wondeId: string): string {
    return this.#name(kind, wondeId, 'record', kind);
  }

  /** Of one occurrence of an event whose id others share, by its start in canonical JSON. */
  occurrenceKey(wondeId: string, start: string): string {
    return shortened(hmac(this.#key, 'record', 'event', wondeId, start));
  }

  /** Of a person: Wonde's `upi`, which itself is stored nowhere. */
  personKey(upi: string): string {
    return this.#name('person', upi, 'person');
  }

  /** Of a person's folded names: to count how many stand under one `upi`, and for nothing else. */
  nameKey(foldedName: string): string {
    return this.#name('name', foldedName, 'name');
  }

  /** Of a contact's row that has no readable id: known by the child it stands under, and its folded names. */
  looseRowKey(child: string, foldedName: string): string {
    return shortened(hmac(this.#key, 'loose row', child, foldedName));
  }

  /** Of an event's category, so that a ledger can be held against a choice of categories without storing the text. */
  categoryKey(category: string): string {
    return shortened(hmac(this.#key, 'category', category));
  }

  #name(of: string, text: string, ...purpose: string[]): string {
    let known = this.#known.get(of);
    if (!known) this.#known.set(of, (known = new Map<string, string>()));
    let name = known.get(text);
    if (name === undefined) {
      name = shortened(hmac(this.#key, ...purpose, text));
      if (this.#knownCount < MOST_KNOWN) {
        known.set(text, name);
        this.#knownCount += 1;
      }
    }
    return name;
  }

  /** A key for fingerprints of lines that hold no personal value and so have no key of their own. */
  fingerprintKey(): Buffer {
    return (this.#fingerprintKey ??= hmac(this.#key, 'fingerprint'));
  }
}
