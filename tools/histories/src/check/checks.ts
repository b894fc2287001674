import type { AddOn } from '@gatehouse/schemas';
import { ledgerStream } from '@gatehouse/schemas';
import type { KeptOut } from '@gatehouse/policy';
import type { Installation } from '../play/installation.js';
import type { NightReading } from '../source/read-of-night.js';
import { SCHOOL } from '../source/serve-school.js';
import type { DocumentsOfAddOn } from './documents.js';
import { allDocuments, namedIn, PEOPLE_ADD_ONS } from './documents.js';
import type { Oracle } from './oracle.js';
import { nobodyIsGoneBeyondLimits } from './gone-beyond-limits.js';
import { Violation } from './violation.js';

/** What is held against the read models and ledgers after each night and each word. */
export class Checks {
  readonly #installation: Installation;
  readonly #oracle: Oracle;
  #before: Map<AddOn, DocumentsOfAddOn> = new Map();
  #sizes = new Map<AddOn, number>();

  constructor(installation: Installation, oracle: Oracle) {
    this.#installation = installation;
    this.#oracle = oracle;
  }

  async beforeNight(): Promise<void> {
    this.#before = await allDocuments(this.#installation);
    for (const addOn of PEOPLE_ADD_ONS)
      this.#sizes.set(addOn, (await this.#installation.stream(ledgerStream(SCHOOL, addOn))).length);
  }

  async afterNight(reading: NightReading): Promise<void> {
    await this.nobodyIsInWhoMustBeOut();
    await this.documentsNameOnlyWhoIsIn();
    await nobodyIsGoneBeyondLimits(this.#installation);
    const { isStudentsWhole, isStudentsCut, isEmployeesWhole, isEmployeesCut } = reading;
    if (!isStudentsWhole) await this.#nobodyIsNew('contact');
    if (!isEmployeesWhole) await this.#nobodyIsNew('employee');
    if (isStudentsCut) await this.#nobodyIsGone(['Student', 'Contact']);
    if (isEmployeesCut) await this.#nobodyIsGone(['Employee']);
  }

  /** Design section 8.11. */
  async nobodyIsInWhoMustBeOut(): Promise<void> {
    const { documentId } = this.#ids;
    for (const [addOn, kinds] of await allDocuments(this.#installation)) {
      for (const row of this.#oracle.rows) {
        const document = kinds.get('contact')?.get(documentId('contact', row));
        if (!document) continue;
        const about = this.#oracle.mustBeOut(row);
        if (about === '*') throw new Violation('must-be-out', `${row} is in ${addOn}`);
        const named = namedIn(document, 'children');
        for (const child of about) {
          if (named.includes(documentId('student', child)))
            throw new Violation('must-be-out', `${row} is in ${addOn} with ${child}`);
        }
      }
    }
  }

  async documentsNameOnlyWhoIsIn(): Promise<void> {
    for (const [addOn, kinds] of await allDocuments(this.#installation)) {
      for (const [kind, documents] of kinds) {
        for (const [id, document] of documents) {
          const children = namedIn(document, 'children');
          if (kind === 'contact' && children.length === 0)
            throw new Violation('without-child', `${kind} ${id} in ${addOn}`);
          const students = [...children, ...namedIn(document, 'students')];
          const isStranger = students.find((one) => !kinds.get('student')?.has(one));
          const employee = namedIn(document, 'employees').find((one) => !kinds.get('employee')?.has(one));
          if (isStranger ?? employee)
            throw new Violation(
              'names-who-is-out',
              `${kind} ${id} in ${addOn} names ${isStranger ?? employee}`,
            );
        }
      }
    }
  }

  async #nobodyIsNew(kind: 'contact' | 'employee'): Promise<void> {
    for (const [addOn, kinds] of await allDocuments(this.#installation)) {
      const before = this.#before.get(addOn)?.get(kind);
      const isNew = [...(kinds.get(kind)?.keys() ?? [])].find((id) => !before?.has(id));
      if (isNew !== undefined)
        throw new Violation('new-from-a-bad-reading', `${kind} ${isNew} came into ${addOn}`);
    }
  }

  /** Design section 8.5. */
  async #nobodyIsGone(kinds: readonly string[]): Promise<void> {
    for (const addOn of PEOPLE_ADD_ONS) {
      const lines = (await this.#installation.stream(ledgerStream(SCHOOL, addOn))).slice(
        this.#sizes.get(addOn),
      );
      const gone = lines.find(
        ({ type, data }) =>
          kinds.some((kind) => type === `${kind}Withdrawn`) && data['reason'] === 'NOT_IN_SOURCE',
      );
      if (gone) throw new Violation('gone-from-a-bad-reading', `${gone.type} in ${addOn}`);
    }
  }

  /** Rows that pass by what the source shows, and are out of an add-on that has one of their children. */
  async whoIsOut(passing: Map<string, string[]>, addOns: readonly AddOn[]): Promise<Set<string>> {
    const { documentId } = this.#ids;
    const out = new Set<string>();
    for (const [addOn, kinds] of await allDocuments(this.#installation)) {
      if (!addOns.includes(addOn)) continue;
      for (const [row, children] of passing) {
        const isIn = kinds.get('contact')?.has(documentId('contact', row));
        const mayBeIn = children.some((child) => kinds.get('student')?.has(documentId('student', child)));
        if (mayBeIn && !isIn && !this.#oracle.isBlocked(row) && !(await this.#waits(addOn, row)))
          out.add(row);
      }
    }
    return out;
  }

  /** New after a change of MIS: that is on the list of holds. */
  async #waits(addOn: AddOn, row: string): Promise<boolean> {
    const key = this.#installation.pseudonyms.recordKey('contact', row);
    const lines = await this.#installation.stream(ledgerStream(SCHOOL, addOn));
    const last = lines.findLast(({ data }) => data['recordKey'] === key);
    return (last?.data['reasons'] as string[] | undefined)?.includes('ARRIVAL_HELD') ?? false;
  }

  /** Rule 18. @returns whoever is out, with what the list says of them. */
  async whoIsOutIsListed(
    passing: Map<string, string[]>,
    addOns: readonly AddOn[],
  ): Promise<Map<string, KeptOut[]>> {
    const out = await this.whoIsOut(passing, addOns);
    const found = new Map<string, KeptOut[]>();
    if (out.size === 0) return found;
    const list = await this.#installation.kept();
    for (const row of out) {
      const key = this.#installation.pseudonyms.recordKey('contact', row);
      const entries = list.filter((entry) => entry.row === key);
      if (entries.length === 0) throw new Violation('unlisted', `${row} is out, and not on the list`);
      found.set(row, entries);
    }
    return found;
  }

  get #ids() {
    const documentId = this.#installation.documentId.bind(this.#installation);
    return { documentId };
  }
}
