import { seededRandom } from '@gatehouse/testing';
import type {
  Contact,
  Employee,
  Flip,
  History,
  Link,
  Pupil,
  Saying,
  SchoolBefore,
  ServiceName,
  SourceFault,
  Step,
  Trouble,
  Word,
} from './history.js';
import { SAYINGS } from './history.js';

/** What histories are made of; each mix asks something else of the code. */
export const MIXES = ['all', 'source', 'faults', 'words', 'troubles', 'holds'] as const;
export type Mix = (typeof MIXES)[number];

const SURNAMES = ['Ash', 'Birch', 'Cole', 'Dale'];
const FORENAMES = ['Ann', 'Ben', 'Cat', 'Dan', 'Eve', 'Fay'];
const COURT_ORDER = 'Contacts court order';

/** The same history for the same seed and mix. */
export function generateHistory(seed: number, mix: Mix = 'all'): History {
  return new Generator(seed, mix).history();
}

class Generator {
  readonly #random: () => number;
  #school: SchoolBefore = { pupils: [], contacts: [], links: [], employees: [] };
  #made = 0;
  #edits = 0;

  constructor(
    readonly seed: number,
    readonly mix: Mix,
  ) {
    this.#random = seededRandom(seed);
  }

  history(): History {
    const scope = this.#chance(0.25) ? 'link' : 'person';
    this.#school = this.#makeSchool();
    const steps: Step[] = [{ do: 'night', days: 1 }];
    const nights = 3 + this.#below(5);
    for (let night = 0; night < nights; night += 1) {
      if (this.mix === 'holds') steps.push(...this.#changeOfMany());
      const changes = this.#below(5);
      for (let n = 0; n < changes; n += 1) steps.push(...this.#change());
      steps.push(this.#night());
      const words = this.#isOf('words') ? this.#below(3) : 0;
      for (let n = 0; n < words; n += 1) steps.push({ do: 'word', ...this.#word() });
      if (this.mix === 'holds' && this.#chance(0.4)) steps.push({ do: 'word', ...this.#wordOnHold() });
    }
    const repeats = this.#isOf('troubles') && this.#chance(0.3);
    const batch = this.#one([1, 4, 500]);
    return { seed: this.seed, scope, school: this.#school, steps, batch, repeats };
  }

  #isOf(mix: Mix): boolean {
    return this.mix === 'all' || this.mix === 'holds' || this.mix === mix;
  }

  #makeSchool(): SchoolBefore {
    const pupils: Pupil[] = [];
    const contacts: Contact[] = [];
    const links: Link[] = [];
    const employees: Employee[] = [];
    const count = 6 + this.#below(5);
    while (pupils.length < count) {
      const surname = this.#one(SURNAMES);
      const children = this.#one([1, 1, 2, 3]);
      const family: Pupil[] = [];
      for (let n = 0; n < children; n += 1) {
        const key = `p${pupils.length + 1}`;
        const upi = this.#one([`u-${key}`, `u-${key}`, null]);
        const pupil = { key, id: key, upi, name: `${this.#one(FORENAMES)} ${surname}` };
        pupils.push(pupil);
        family.push(pupil);
      }
      const adults = 1 + this.#below(3);
      for (let n = 0; n < adults; n += 1) {
        const contact = this.#contact(contacts, surname);
        contacts.push(contact);
        for (const { key } of family) {
          if (this.#chance(0.85)) links.push(this.#link(contact.key, key));
        }
        // A second row of the same person, or a half-sibling elsewhere.
        if (this.#chance(0.25)) {
          const key = `c${contacts.length + 1}`;
          const twin = { ...contact, key, id: key, upi: contact.upi ?? (contact.upi = `u-${contact.key}`) };
          contacts.push(twin);
          links.push(this.#link(key, this.#one(this.#chance(0.5) ? family : pupils).key));
        } else if (this.#chance(0.2)) links.push(this.#link(contact.key, this.#one(pupils).key));
      }
    }
    for (let n = 1; n <= 3; n += 1) {
      const key = `e${n}`;
      const parent = this.#chance(0.5) ? this.#one(contacts) : undefined;
      const upi = parent?.upi ?? `u-${key}`;
      const name = parent && this.#chance(0.8) ? parent.name : `${this.#one(FORENAMES)} ${key}`;
      employees.push({ key, id: key, upi, name, current: this.#chance(0.8) ? 'true' : 'false' });
    }
    const known = new Set<string>();
    const once = links.filter(({ contact, pupil }) => {
      const name = `${contact} ${pupil}`;
      return !known.has(name) && known.add(name);
    });
    return { pupils, contacts, links: once, employees };
  }

  #contact(others: readonly Contact[], surname: string): Contact {
    const key = `c${others.length + 1}`;
    const email = this.#chance(0.6) ? `${key}@x.example` : null;
    const upi = this.#chance(0.7) ? `u-${key}` : null;
    return { key, id: key, upi, name: `${this.#one(FORENAMES)} ${surname}`, email };
  }

  #link(contact: string, pupil: string): Link {
    return {
      contact,
      pupil,
      order: this.#chance(0.85) ? 'false' : this.#one(SAYINGS),
      responsible: this.#chance(0.9) ? 'true' : this.#one(SAYINGS),
    };
  }

  #change(): Step[] {
    const { links, contacts, pupils, employees } = this.#school;
    const link = this.#one(links);
    const contact = this.#one(contacts);
    const pupil = this.#one(pupils);
    const { contact: c, pupil: p } = link;
    const upi = () => this.#one([null, contact.upi, this.#one(contacts).upi, `n${(this.#edits += 1)}`]);
    const makers: (() => Step[])[] = [
      () => [{ do: 'flag', flag: 'order', contact: c, pupil: p, to: 'true' }],
      () => [{ do: 'flag', flag: 'order', contact: c, pupil: p, to: 'false' }],
      () => [{ do: 'flag', flag: 'order', contact: c, pupil: p, to: this.#one(SAYINGS) }],
      () =>
        links
          .filter((one) => one.contact === c)
          .map((one) => ({ do: 'flag', flag: 'order', contact: c, pupil: one.pupil, to: 'false' })),
      () => [{ do: 'flag', flag: 'responsible', contact: c, pupil: p, to: this.#mostly('true') }],
      () => [{ do: 'show-link', contact: c, pupil: p, is: this.#chance(0.5) }],
      () => [{ do: 'show', what: 'contact', key: contact.key, is: this.#chance(0.5) }],
      () => [{ do: 'show', what: 'pupil', key: pupil.key, is: this.#chance(0.5) }],
      () => [{ do: 'edit', key: contact.key, field: 'upi', to: upi() }],
      () => [{ do: 'edit', key: contact.key, field: 'id', to: `${contact.key}-${(this.#edits += 1)}` }],
      () => [{ do: 'edit', key: pupil.key, field: 'id', to: `${pupil.key}-${(this.#edits += 1)}` }],
      () => [{ do: 'edit', key: pupil.key, field: 'upi', to: this.#one([null, this.#one(pupils).upi]) }],
      () => [{ do: 'edit', key: contact.key, field: 'name', to: this.#one(contacts).name }],
      () => [
        {
          do: 'made-again',
          contact: contact.key,
          id: `m${(this.#made += 1)}`,
          upi: this.#one([null, contact.upi, `um${this.#made}`]),
          name: this.#one([contact.name, `New ${contact.key}`]),
        },
      ],
      () => [{ do: 'current', employee: this.#one(employees).key, to: this.#mostly('true') }],
      () => [{ do: 'show', what: 'employee', key: this.#one(employees).key, is: this.#chance(0.5) }],
      () => [{ do: 'loose', contact: contact.key, is: this.#chance(0.5) }],
      () => [{ do: 'spoil', pupil: pupil.key, how: 'contacts-null', is: this.#chance(0.4) }],
      () => [{ do: 'spoil', pupil: pupil.key, how: 'without-id', is: this.#chance(0.4) }],
      // A month in which the MIS delivers no order at all.
      () =>
        links.map((one) => ({
          do: 'flag',
          flag: 'order',
          contact: one.contact,
          pupil: one.pupil,
          to: 'null',
        })),
      () => [{ do: 'permission', label: COURT_ORDER, approved: this.#chance(0.7) }],
    ];
    const rare = new Set([makers.length - 1, makers.length - 2, makers.length - 3, makers.length - 4]);
    let chosen = this.#below(makers.length);
    if (rare.has(chosen) && this.#chance(0.6)) chosen = 0;
    return makers[chosen]?.() ?? [];
  }

  /** Many are missing, or back, or everybody has a new id and a new `upi`. */
  #changeOfMany(): Step[] {
    const { pupils, contacts, employees } = this.#school;
    const of = <T extends { key: string }>(
      what: 'pupil' | 'contact' | 'employee',
      list: readonly T[],
      is: boolean,
    ) => list.flatMap(({ key }): Step[] => (is || this.#chance(0.6) ? [{ do: 'show', what, key, is }] : []));
    return this.#one<() => Step[]>([
      () => [],
      () => [],
      () => of('pupil', pupils, false),
      () => of('contact', contacts, false),
      () => of('employee', employees, false),
      () => [
        ...of('pupil', pupils, true),
        ...of('contact', contacts, true),
        ...of('employee', employees, true),
      ],
      () => [...pupils, ...contacts, ...employees].flatMap(({ key }) => this.#renewed(key)),
      () => contacts.flatMap(({ key }) => this.#renewed(key)),
    ])();
  }

  #renewed(key: string): Step[] {
    const to = `${key}-${(this.#edits += 1)}`;
    return [
      { do: 'edit', key, field: 'id', to },
      { do: 'edit', key, field: 'upi', to: `u-${to}` },
    ];
  }

  #wordOnHold(): Word {
    const kind = this.#one(['student', 'contact', 'employee'] as const);
    return this.#one<() => Word>([
      () => ({ say: 'approve', kind, what: 'withdrawals' }),
      () => ({ say: 'approve', kind, what: 'arrivals' }),
      () => ({ say: 'discard', kind }),
    ])();
  }

  #night(): Step {
    const days = this.#one([0, 1, 1, 1, 1, 3, 8, 31]);
    const fault = this.#isOf('faults') && this.#chance(0.25) ? { fault: this.#fault() } : {};
    const flip = this.#isOf('faults') && this.#chance(0.1) ? { flip: this.#flip() } : {};
    const troubles = this.#isOf('troubles') && this.#chance(0.35) ? { troubles: this.#troubles() } : {};
    return { do: 'night', days, ...fault, ...flip, ...troubles };
  }

  #fault(): SourceFault {
    return {
      resource: this.#one([
        'students',
        'students',
        'students',
        'employees',
        'classes',
        'permissions',
        'everything',
      ]),
      page: 1 + this.#below(3),
      how: this.#one([404, 500, 401, 'cut'] as const),
    };
  }

  #flip(): Flip {
    return {
      label: this.#one([COURT_ORDER, COURT_ORDER, 'Contacts parental responsibility', 'Students forename']),
      page: 1 + this.#below(2),
      back: this.#chance(0.7),
    };
  }

  #troubles(): Trouble[] {
    const services: ServiceName[] = ['ingest', 'policy', 'filter', 'filter', 'calendar', 'projector'];
    const chosen = new Set([this.#one(services), ...(this.#chance(0.2) ? [this.#one(services)] : [])]);
    const most = { ingest: 25, policy: 20, filter: 60, calendar: 8, projector: 20 };
    return [...chosen].map((service) => ({
      service,
      at: 1 + this.#below(most[service]),
      how: this.#one(['dies-before', 'dies-after', 'held-up'] as const),
    }));
  }

  #word(): Word {
    const { contacts, links, employees, pupils } = this.#school;
    const who = this.#one(contacts).key;
    const two = [who, this.#one(contacts.filter(({ key }) => key !== who)).key];
    const link = this.#one(links);
    const stale = this.#chance(0.3);
    const anybody = this.#one([who, who, who, this.#one(employees).key, this.#one(pupils).key]);
    return this.#one<() => Word>([
      () => ({ say: 'block', who: anybody }),
      () => ({ say: 'unblock', who: anybody }),
      () => ({ say: 'lift', who: link.contact, stale }),
      () => ({ say: 'lift', who: link.contact, stale }),
      () => ({ say: 'lift', who: link.contact, pupil: link.pupil, stale }),
      () => ({ say: 'lift-run', stale }),
      () => ({ say: 'separate', who: two, stale }),
      () => ({ say: 'join', who: two, stale }),
      () => ({ say: 'move', who, block: this.#chance(0.3), stale }),
      () => ({ say: 'blank', means: this.#one(['no-order', 'undecided'] as const), stale }),
      () => ({
        say: 'purchased',
        addOns: this.#one([
          ['email-text', 'parent-portal', 'parents-evening', 'mis-calendar'],
          ['parent-portal', 'mis-calendar'],
          ['email-text', 'parents-evening'],
        ]),
      }),
    ])();
  }

  #mostly(usual: Saying): Saying {
    return this.#chance(0.5) ? usual : this.#one(SAYINGS);
  }
  #chance(of: number): boolean {
    return this.#random() < of;
  }
  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }
  #one<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }
}
