import type { ServerResponse } from 'node:http';
import { permissionRows } from '@gatehouse/wonde-sandbox';
import type { Flip, Saying, SourceFault } from '../history/history.js';
import type { SchoolAtSource } from './school-at-source.js';
import { SourceServer } from './source-server.js';

/** Rows in a page. */
export const PER_PAGE = 3;
export const SCHOOL = 'A1930499544';
export const TOKEN = 'token-of-the-histories';

/** What goes wrong at the source in a night. */
export interface Weather {
  fault?: SourceFault | undefined;
  flip?: Flip | undefined;
}

/** One school behind Wonde's API, as `WondeClient` asks for it; texts are made by hand, so that a flag may be said twice. */
export class ServedSchool extends SourceServer {
  weather: Weather = {};
  readonly #school: SchoolAtSource;
  readonly #activeFrom = new Map<string, number>();
  readonly #flipped = new Set<string>();
  #gaveAgain = 0;

  private constructor(school: SchoolAtSource) {
    super();
    this.#school = school;
  }

  static start(school: SchoolAtSource): Promise<ServedSchool> {
    return new ServedSchool(school).listen();
  }

  protected answer({ pathname, searchParams, search }: URL, response: ServerResponse): void {
    const path = pathname.replace('/v1.0/', '').replace(/\/$/, '');
    const resource = resourceOf(path);
    const page = Number(searchParams.get('cursor')?.replace('p', '')) || 1;
    const { fault } = this.weather;
    const isFaulty =
      fault?.resource === 'everything' ||
      (fault?.resource === resource && (fault.page === page || resource === 'permissions'));
    if (isFaulty && fault.how !== 'cut') return void response.writeHead(fault.how).end('{}');
    if (resource === 'students') this.#flip(page);
    const rows = this.#rows(path, resource);
    if (rows === undefined) return void response.writeHead(404).end('{}');
    const text = Array.isArray(rows) ? this.#pageOf(rows, page, pathname, search) : rows;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(isFaulty ? text.slice(0, text.length / 2) : text);
  }

  #pageOf(rows: string[], page: number, pathname: string, search: string): string {
    const shown = rows.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const more = rows.length > page * PER_PAGE;
    const next = new URL(`${this.url}${pathname.replace('/v1.0/', '')}${search}`);
    next.searchParams.set('cursor', `p${page + 1}`);
    const pagination = { next: more ? next.href : null, more, per_page: PER_PAGE };
    return `{"data":[${shown.join(',')}],"meta":${JSON.stringify({ pagination })}}`;
  }

  /** A permission goes, or is given anew, before this page is answered. */
  #flip(page: number): void {
    const { flip } = this.weather;
    if (!flip) return;
    if (page === 1) this.#flipped.clear();
    if (page === flip.page) this.#flipped.add(flip.label);
    if (page === flip.page + 1 && flip.back) {
      this.#flipped.delete(flip.label);
      this.#activeFrom.set(flip.label, (this.#gaveAgain += 1));
    }
  }

  /** The permission that was away in mid-reading is there again when the next run asks. */
  settle(): void {
    for (const label of this.#flipped) this.#activeFrom.set(label, (this.#gaveAgain += 1));
    this.#flipped.clear();
  }

  isApproved(label: string): boolean {
    return !this.#school.withdrawn.has(label) && !this.#flipped.has(label);
  }

  #rows(path: string, resource: string): string[] | string | undefined {
    const school = this.#school;
    switch (resource) {
      case 'schools':
        return path === 'schools' ? [JSON.stringify({ id: SCHOOL, name: 'A school' })] : [];
      case 'meta':
        return JSON.stringify({ data: { online: true, approved: true, audited: true } });
      case 'permissions': {
        const data = permissionRows(true).map((row) => {
          const label = String(row['name']).replace(/ read$/, '');
          const from = this.#activeFrom.get(label) ?? 0;
          return { ...row, approved: this.isApproved(label), active_from: `2025-01-06 09:00:${from}` };
        });
        return JSON.stringify({ data });
      }
      case 'students':
        return school.listed.map((pupil) => this.#pupil(pupil));
      case 'employees':
        return school.employees
          .filter(({ isShown }) => isShown)
          .map((one) =>
            json({ ...person(one), employment_details: raw(`{"data":{${said('current', one.current)}}}`) }),
          );
      case 'classes': {
        const students = school.listed.filter(({ withoutId }) => !withoutId).map(({ id }) => ({ id }));
        const employees = school.employees.filter(({ isShown }) => isShown).map(({ id }) => ({ id }));
        const row = { id: 'class', name: 'A class', subject: null };
        return [JSON.stringify({ ...row, students: { data: students }, employees: { data: employees } })];
      }
      case 'groups':
        return [];
      case 'events':
        return [
          JSON.stringify({ id: 'fair', name: 'Fair', start_at: { date: '2026-09-10 09:00:00.000000' } }),
        ];
      default:
        return undefined;
    }
  }

  #pupil(pupil: SchoolAtSource['pupils'][number]): string {
    const contacts = this.#school.rowsUnder(pupil).map(({ link, contact }) => {
      const flags = [
        ...(this.isApproved('Contacts court order') ? [said('court_order', link.order)] : []),
        ...(this.isApproved('Contacts parental responsibility')
          ? [said('parental_responsibility', link.responsible)]
          : []),
      ].filter((text) => text !== '');
      return json({
        ...person(contact),
        ...(contact.isLoose ? { id: null } : {}),
        contact_details: { data: { emails: { email: contact.email } } },
        relationship: raw(`{${flags.join(',')}}`),
      });
    });
    return json({
      ...person(pupil),
      ...(pupil.withoutId ? { id: null } : {}),
      contacts: pupil.contactsNull ? null : raw(`{"data":[${contacts.join(',')}]}`),
    });
  }
}

function resourceOf(path: string): string {
  if (path.endsWith('/permissions')) return 'permissions';
  if (path.startsWith('meta/')) return 'meta';
  const [first, , last] = path.split('/');
  return last ?? first ?? '';
}

function person({ id, upi, name }: { id: string; upi: string | null; name: string }) {
  const [forename = '', surname = ''] = name.split(' ');
  return { id, upi, forename, surname };
}

function said(key: string, saying: Saying): string {
  switch (saying) {
    case 'absent':
      return '';
    case 'junk':
      return `"${key}":"Y"`;
    case 'twice':
      return `"${key}":true,"${key}":false`;
    default:
      return `"${key}":${saying}`;
  }
}

/** A text that stands in the JSON as it is. */
class RawText {
  constructor(readonly text: string) {}
}
const raw = (text: string) => new RawText(text);

const json = (record: { [key: string]: unknown }): string =>
  `{${Object.entries(record)
    .map(
      ([key, value]) =>
        `${JSON.stringify(key)}:${value instanceof RawText ? value.text : JSON.stringify(value)}`,
    )
    .join(',')}}`;
