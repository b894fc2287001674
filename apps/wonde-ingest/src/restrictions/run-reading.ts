import type { ContactPage, EmployeeOnPage, RegisterEvent, RunOfReading } from '@gatehouse/policy';
import {
  areTooManyUnsettled,
  booleansOf,
  ContactReading,
  hasCurrent,
  holdLimitsOn,
  lostBooleans,
  readAlike,
  readContactPage,
  readContactsWhole,
  readEmployeePage,
  readEmployeesWhole,
  ShownPeople,
  unsettledPupils,
} from '@gatehouse/policy';
import type { Refusal } from '@gatehouse/wonde';
import type { RegisterWriter } from './register-writer.js';

/** What the readings of one run tell the register, page by page and as a whole (restrictions.md). */
export class RunReading {
  readonly #writer: RegisterWriter;
  readonly #of: RunOfReading;
  readonly #contacts = new ContactReading();
  readonly #people = new ShownPeople();
  #employees: EmployeeOnPage[] = [];
  /** Whether the run released orders: whom they kept out the next run lets in, started at once. */
  hasReleased = false;
  /** Pupils of whom the whole reading did not say whose their contacts are. */
  unsettled: readonly string[] = [];

  constructor(writer: RegisterWriter, of: RunOfReading) {
    this.#writer = writer;
    this.#of = of;
  }

  /** How far a writer must have read the register to decide what this run has read. */
  get revision(): number {
    return this.#writer.revision;
  }

  /** @param isFirst the list begins, or begins anew: then of the pages before only what restricts counts. */
  async contactPage(page: ContactPage, isFirst: boolean): Promise<void> {
    if (isFirst) this.#contacts.beginAnew();
    this.#contacts.add(page);
    await this.#writer.write((sight) => readContactPage(sight, page, this.#contacts, this.#people, this.#of));
  }

  /** Who may be one person with whom, of all that was read, whether or not that was everything. */
  async contactsEnded(): Promise<void> {
    await this.#writer.write((sight) => readAlike(sight, this.#contacts));
  }

  /** @returns why contacts count as unreadable although every page was read; undefined when they do not. */
  async contactsWhole(): Promise<Pick<Refusal, 'code' | 'message'> | undefined> {
    const { school } = this.#writer;
    const { day } = this.#of;
    const limits = holdLimitsOn(school.settingsAt(Infinity), day);
    const { sight } = school.view(undefined);
    if (areTooManyUnsettled(sight, this.#contacts, limits, day)) return withoutContacts(this.#contacts);
    const { responsibility } = booleansOf(this.#contacts.settled());
    if (lostBooleans(this.#writer.school.register, 'responsibility', responsibility)) {
      return blankReading('No contact has a parental responsibility any more');
    }
    await this.#writer.write((sight) => this.#noted(readContactsWhole(sight, this.#contacts, this.#of)));
    this.unsettled = [...unsettledPupils(school.view(undefined).sight, this.#contacts)].sort();
    return undefined;
  }

  /** Whether any responsibility that was read is a boolean. */
  get hasContactBooleans(): boolean {
    return booleansOf(this.#contacts.settled()).responsibility ?? false;
  }

  /** @param isFirst as for contacts. */
  async employeePage(employees: readonly EmployeeOnPage[], isFirst: boolean): Promise<void> {
    if (isFirst) this.#employees = this.#employees.filter(({ current }) => current !== 'true');
    this.#employees.push(...employees);
    await this.#writer.write((sight) => readEmployeePage(sight, employees, this.#people, this.#of));
  }

  /** @returns why employees count as unreadable although every page was read; undefined when they do not. */
  async employeesWhole(): Promise<Pick<Refusal, 'code' | 'message'> | undefined> {
    if (lostBooleans(this.#writer.school.register, 'current', hasCurrent(this.#employees))) {
      return blankReading('No employee is marked as current or not any more');
    }
    await this.#writer.write((sight) => readEmployeesWhole(sight, this.#employees, this.#of));
    return undefined;
  }

  get hasEmployeeBooleans(): boolean {
    return hasCurrent(this.#employees) ?? false;
  }

  #noted(events: RegisterEvent[]): RegisterEvent[] {
    this.hasReleased = events.some(({ type }) => type === 'LinksReleased');
    return events;
  }
}

const withoutContacts = ({ withoutContacts, hasPupilWithoutId }: ContactReading) => {
  const withoutId = hasPupilWithoutId ? ' and some without a readable id' : '';
  const message = `${withoutContacts.size} student rows came without readable contacts${withoutId}: too many to be single pupils. Ask Wonde to check the integration.`;
  return { code: 'BAD_ANSWER' as const, message };
};

const blankReading = (what: string) => ({
  code: 'BAD_ANSWER' as const,
  message: `${what}, although there were before. What came in earlier stays, less whoever is restricted since; ask Wonde to check the integration.`,
});
