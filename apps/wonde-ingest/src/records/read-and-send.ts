import type { Basis, Kind, KindRead } from '@gatehouse/contracts';
import { digestOfKeys, KINDS } from '@gatehouse/contracts';
import { includesFor, resourceOf } from '@gatehouse/policy';
import type { Pseudonyms } from '@gatehouse/privacy';
import type { WondeClient, WondeSchool } from '@gatehouse/wonde';
import type { PlainKind } from './gather-kind.js';
import { gatherKind } from './gather-kind.js';
import { gatherStudents } from './gather-students.js';
import type { GatheredKind } from './gathered-kind.js';
import type { RunSender } from './publish-records.js';
import { publishRecords } from './publish-records.js';
import type { ReadReport } from './read-report.js';

export interface ReadPlan {
  client: WondeClient;
  school: WondeSchool;
  basis: Basis;
  pseudonyms: Pseudonyms;
  signal: AbortSignal;
  report: ReadReport;
}

/**
 * Reads the kinds of the run's plan and sends them kind by kind in the fixed order. The next kind is read while the
 * last one is sent.
 *
 * @returns what `run-closed` says of each kind (design section 1, steps 3 and 4).
 */
export async function readAndSend(plan: ReadPlan, sender: RunSender): Promise<Record<Kind, KindRead>> {
  const read = Object.fromEntries(KINDS.map((kind) => [kind, { state: 'not-permitted' }])) as Record<
    Kind,
    KindRead
  >;
  let sending: Promise<void> = Promise.resolve();
  for await (const gathered of gatherAll(plan)) {
    await sending;
    read[gathered.kind] = readOf(gathered);
    sending = publishRecords(sender, gathered);
    // Awaited before the next kind is sent; until then a failure must not count as unhandled.
    sending.catch(() => undefined);
  }
  await sending;
  return read;
}

async function* gatherAll(plan: ReadPlan): AsyncIterable<GatheredKind> {
  const wanted = plan.basis.kinds;
  if (wanted.includes('student')) {
    const { students, contacts } = await gatherStudents(
      pagesOf(plan, 'student'),
      plan.pseudonyms,
      plan.report,
    );
    yield students;
    if (wanted.includes('contact')) yield contacts;
  }
  for (const kind of wanted) {
    if (kind === 'student' || kind === 'contact') continue;
    const include = includesFor(kind, plan.basis.addOns);
    const asked = { students: include.includes('students'), employees: include.includes('employees') };
    yield await gatherKind(
      kind satisfies PlainKind,
      pagesOf(plan, kind),
      asked,
      plan.pseudonyms,
      plan.report,
    );
  }
}

function pagesOf({ client, school, basis, signal }: ReadPlan, kind: Kind) {
  return client.pages(school, resourceOf(kind), { include: includesFor(kind, basis.addOns), signal });
}

function readOf({ records, unidentified, unreadable }: GatheredKind): KindRead {
  const sent = { count: records.length, digest: digestOfKeys(records.map((r) => r.recordKey)), unidentified };
  return unreadable
    ? { state: 'unreadable', ...sent, code: unreadable.code, message: unreadable.message }
    : { state: 'read', ...sent };
}
