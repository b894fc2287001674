import type { Contact, Employee, Link, Pupil, SchoolBefore, Step } from '../history/history.js';

interface Shown {
  isShown: boolean;
}
type PupilNow = Pupil & Shown & { contactsNull: boolean; withoutId: boolean };
type ContactNow = Contact & Shown & { isLoose: boolean; earlierIds: string[] };
type LinkNow = Link & Shown;
type EmployeeNow = Employee & Shown;

/** A school as its MIS has it now: the steps of a history change it. */
export class SchoolAtSource {
  readonly pupils: PupilNow[];
  readonly contacts: ContactNow[];
  readonly links: LinkNow[];
  readonly employees: EmployeeNow[];
  readonly #withdrawn = new Set<string>();

  constructor({ pupils, contacts, links, employees }: SchoolBefore) {
    this.pupils = pupils.map((pupil) => ({ ...pupil, isShown: true, contactsNull: false, withoutId: false }));
    this.contacts = contacts.map((one) => ({ ...one, isShown: true, isLoose: false, earlierIds: [] }));
    this.links = links.map((link) => ({ ...link, isShown: true }));
    this.employees = employees.map((employee) => ({ ...employee, isShown: true }));
  }

  /** Labels of permissions that the school has taken back. */
  get withdrawn(): ReadonlySet<string> {
    return this.#withdrawn;
  }

  contact(key: string): ContactNow | undefined {
    return this.contacts.find((contact) => contact.key === key);
  }

  pupil(key: string): PupilNow | undefined {
    return this.pupils.find((pupil) => pupil.key === key);
  }

  /** Pupils as the list has them. */
  get listed(): PupilNow[] {
    return this.pupils.filter(({ isShown }) => isShown);
  }

  /** Rows under a pupil as the list has them. */
  rowsUnder(pupil: PupilNow): { link: LinkNow; contact: ContactNow }[] {
    return this.links
      .filter((link) => link.pupil === pupil.key && link.isShown)
      .flatMap((link) => {
        const contact = this.contact(link.contact);
        return contact?.isShown ? [{ link, contact }] : [];
      });
  }

  apply(step: Step): void {
    switch (step.do) {
      case 'flag': {
        const link = this.#link(step.contact, step.pupil);
        if (link) link[step.flag] = step.to;
        return;
      }
      case 'current': {
        const employee = this.employees.find(({ key }) => key === step.employee);
        if (employee) employee.current = step.to;
        return;
      }
      case 'show': {
        const lists = { pupil: this.pupils, contact: this.contacts, employee: this.employees };
        const one = (lists[step.what] as (Shown & { key: string })[]).find(({ key }) => key === step.key);
        if (one) one.isShown = step.is;
        return;
      }
      case 'show-link': {
        const link = this.#link(step.contact, step.pupil);
        if (link) link.isShown = step.is;
        return;
      }
      case 'edit':
        return this.#edit(step.key, step.field, step.to);
      case 'spoil': {
        const pupil = this.pupil(step.pupil);
        if (!pupil) return;
        if (step.how === 'contacts-null') pupil.contactsNull = step.is;
        else pupil.withoutId = step.is;
        return;
      }
      case 'loose': {
        const contact = this.contact(step.contact);
        if (contact) contact.isLoose = step.is;
        return;
      }
      case 'made-again': {
        const contact = this.contact(step.contact);
        if (!contact) return;
        this.#edit(contact.key, 'id', step.id);
        Object.assign(contact, { upi: step.upi, name: step.name, email: null });
        for (const link of this.links) {
          if (link.contact === contact.key) Object.assign(link, { order: 'false', responsible: 'true' });
        }
        return;
      }
      case 'permission':
        if (step.approved) this.#withdrawn.delete(step.label);
        else this.#withdrawn.add(step.label);
    }
  }

  #link(contact: string, pupil: string): LinkNow | undefined {
    return this.links.find((link) => link.contact === contact && link.pupil === pupil);
  }

  #edit(key: string, field: 'id' | 'upi' | 'name', to: string | null): void {
    const one = [...this.pupils, ...this.contacts, ...this.employees].find((each) => each.key === key);
    if (!one || (to === null && field !== 'upi')) return;
    if (field === 'id' && 'earlierIds' in one) one.earlierIds.push(one.id);
    Object.assign(one, { [field]: to });
  }
}
