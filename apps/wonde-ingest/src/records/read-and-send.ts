import type { Basis, DroppedFields, Kind, KindRead } from '@gatehouse/schemas';
import { KINDS } from '@gatehouse/schemas';
import type { ContactPage, Includes } from '@gatehouse/policy';
import { includesFor, permissionsSnapshot, resourceOf } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { WondeClient, WondeSchool } from '@gatehouse/wonde';
import type { RunReading } from '../restrictions/run-reading.js';
import type { PlainKind } from './gather-kind.js';
import { gatherKind } from './gather-kind.js';
import { gatherStudents } from './gather-students.js';
import type { GatheredKind } from './gathered-kind.js';
import { SchoolIntake, SchoolOverLimit } from './intake.js';
import type { RunSender } from './publish-records.js';
import { publishRecords } from './publish-records.js';
import { publishRollCall } from './publish-roll-call.js';

export interface ReadPlan {
  client: WondeClient;
  school: WondeSchool;
  basis: Basis;
  /** What the permission list said when the run was planned (`permissionsSnapshot`). */
  permissions: string;
  pseudonyms: Pseudonyms;
  signal: AbortSignal;
  /** Told of everything that may restrict somebody. */
  reading: RunReading;
}

export interface ReadOutcome {
  kinds: Record<Kind, KindRead>;
  /** The kinds that were read without includes that Wonde refused, and these. */
  leftOut: LeftOut;
  /** What is said of rows over their limit, by kind. */
  unusableRows: { [kind in Kind]?: string };
  /** Fields that could not be used; undefined where there was none. */
  dropped: DroppedFields | undefined;
  /** Permissions changed while the run read: what it read under them decides nothing, and another run follows. */
  permissionsChanged: boolean;
}

/** Of kinds the includes that Wonde refused and that were left out. */
export type LeftOut = { [kind in Kind]?: readonly string[] };

/** A kind that was read, and whether any of its rule inputs was a boolean. */
interface ReadKind {
  gathered: GatheredKind;
  hasBooleans: boolean;
}

/**
 * Reads the kinds of the run's plan and sends them kind by kind in the fixed order. The next kind is read while the
 * last one is sent.
 *
 * @returns what `run-closed` says of each kind (design section 1, steps 3 and 4).
 */
export async function readAndSend(plan: ReadPlan, sender: RunSender): Promise<ReadOutcome> {
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, { state: 'not-permitted' }])) as Record<
    Kind,
    KindRead
  >;
  const leftOut: LeftOut = {};
  const unusableRows: ReadOutcome['unusableRows'] = {};
  const permissions = new SamePermissions(plan);
  const school = new SchoolIntake(plan.client.limits);
  let sending: Promise<void> = Promise.resolve();
  for await (const read of readAll(plan, permissions, school)) {
    await sending;
    const { kind, unreadable, leftOut: without } = read.gathered;
    kinds[kind] = readOf(read.gathered);
    if (read.gathered.unusableRows !== undefined) unusableRows[kind] = read.gathered.unusableRows;
    if (!unreadable && without.length > 0) leftOut[kind] = without;
    sending = send(plan, sender, read);
    // Awaited before the next kind is sent; until then a failure must not count as unhandled.
    sending.catch(() => undefined);
    if (school.isOver) break;
  }
  await sending;
  school.check();
  return {
    kinds,
    leftOut,
    unusableRows,
    dropped: school.dropped.counts,
    permissionsChanged: permissions.haveChanged,
  };
}

async function send(
  { reading }: ReadPlan,
  sender: RunSender,
  { gathered, hasBooleans }: ReadKind,
): Promise<void> {
  const unsettled = gathered.kind === 'contact' && !gathered.unreadable ? reading.unsettled : [];
  await publishRollCall(sender, gathered, { hasBooleans, restrictionsRevision: reading.revision, unsettled });
  await publishRecords(sender, gathered);
}

async function* readAll(
  plan: ReadPlan,
  permissions: SamePermissions,
  school: SchoolIntake,
): AsyncIterable<ReadKind> {
  const wanted = plan.basis.kinds;
  if (wanted.includes('student')) yield* readStudents(plan, permissions, school, wanted.includes('contact'));
  for (const kind of wanted) {
    if (kind === 'student' || kind === 'contact') continue;
    yield await readPlain(plan, permissions, school, kind);
  }
}

async function* readStudents(
  plan: ReadPlan,
  permissions: SamePermissions,
  school: SchoolIntake,
  withContacts: boolean,
): AsyncIterable<ReadKind> {
  const { reading, pseudonyms } = plan;
  const onPage = (page: ContactPage, isFirst: boolean) => reading.contactPage(page, isFirst);
  const gathering = gatherStudents(
    pagesOf(plan, 'student', includesFor('student', plan.basis.addOns)),
    pseudonyms,
    school,
    onPage,
  );
  const { students, contacts } = await gathering.catch(async (error: unknown) => {
    // Who is one person with whom is known from what was read, however much more there was.
    if (withContacts && error instanceof SchoolOverLimit) await reading.contactsEnded();
    throw error;
  });
  if (withContacts) {
    await reading.contactsEnded();
    const unreadable =
      contacts.unreadable ?? (await permissions.refusal()) ?? (await reading.contactsWhole());
    if (unreadable) Object.assign(contacts, { records: [], unidentified: 0, unreadable });
  }
  yield { gathered: students, hasBooleans: false };
  if (withContacts) yield { gathered: contacts, hasBooleans: reading.hasContactBooleans };
}

async function readPlain(
  plan: ReadPlan,
  permissions: SamePermissions,
  school: SchoolIntake,
  kind: PlainKind,
): Promise<ReadKind> {
  const { reading } = plan;
  const includes = includesFor(kind, plan.basis.addOns);
  const isAsked = (members: string) => includes.include.includes(members);
  const asked = { students: isAsked('students'), employees: isAsked('employees') };
  const gathered = await gatherKind(
    kind,
    pagesOf(plan, kind, includes),
    asked,
    plan.pseudonyms,
    school,
    (page, isFirst) => reading.employeePage(page, isFirst),
  );
  if (kind !== 'employee') return { gathered, hasBooleans: false };
  gathered.unreadable ??= (await permissions.refusal()) ?? (await reading.employeesWhole());
  return { gathered, hasBooleans: reading.hasEmployeeBooleans };
}

/** Reads the permissions again after a kind's last page: only under the same ones was the reading whole. */
class SamePermissions {
  readonly #plan: ReadPlan;
  haveChanged = false;

  constructor(plan: ReadPlan) {
    this.#plan = plan;
  }

  /** Why the reading is not whole; undefined when the permissions are as they were. */
  async refusal(): Promise<GatheredKind['unreadable']> {
    const { client, school, permissions, signal } = this.#plan;
    const now = await client.readPermissions(school.id, signal);
    if (!now.ok) return now.refusal;
    if (now.leftOut === 0 && permissionsSnapshot(now.value) === permissions) return undefined;
    this.haveChanged = true;
    const message =
      'The permissions changed while the school was read. It is read again, once at once and then with the next synchronisation.';
    return { code: 'BAD_ANSWER', message };
  }
}

const pagesOf = ({ client, school, signal }: ReadPlan, kind: Kind, includes: Includes) =>
  client.pages(school, resourceOf(kind), { ...includes, signal });

const readOf = ({ unreadable }: GatheredKind): KindRead =>
  unreadable
    ? { state: 'unreadable', code: unreadable.code, message: unreadable.message }
    : { state: 'read' };
