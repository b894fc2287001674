import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collectionOf } from '@gatehouse/cms-projector/collections';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import type { AddOn, Kind } from '@gatehouse/schemas';
import { canonicalJson, documentIdKey, DocumentIds, Pseudonyms } from '@gatehouse/privacy';
import { openEmbeddedEngines, openExistingDataDirectory } from '@gatehouse/standalone';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { createSandbox } from '@gatehouse/wonde-sandbox';
import type { PipelineResult } from '../speed/counts-of-pipeline.js';
import { countsOfPipeline } from '../speed/counts-of-pipeline.js';
import type { ScriptResult } from './run-script.js';
import { runScript } from './run-script.js';
import { unsealDocuments } from './upsert-documents.js';

const START = fileURLToPath(new URL('../../../../apps/standalone/bin/start.mjs', import.meta.url));

interface Member {
  id: string;
}
interface AnyDocument {
  id: string;
  children?: Member[];
  students?: Member[];
  employees?: Member[];
}

let folder: string;
let sandbox: Sandbox;
let script: ScriptResult;
let pipeline: PipelineResult;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'bench-script-'));
  sandbox = await createSandbox({ schools: 3, pupils: 60, seed: 21 });
  script = await runScript(sandbox, path.join(folder, 'script.db'));
  const argv = [
    START,
    '--once',
    '--json',
    '--wonde-url',
    sandbox.url,
    '--data-dir',
    path.join(folder, 'data'),
  ];
  const env = { ...process.env, WONDE_TOKEN: sandbox.token };
  const { stdout } = await promisify(execFile)(process.execPath, argv, { env });
  pipeline = JSON.parse(stdout) as PipelineResult;
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

describe('the plain script', () => {
  it('reads as many records as the pipeline and holds as many documents in every place', () => {
    expect(script.records).toBeGreaterThan(500);
    expect(script).toEqual(countsOfPipeline(pipeline));
  });

  it('holds the very documents that the pipeline projects, under Wonde ids in place of document ids', async () => {
    const expected = await documentsOfPipeline();
    expect(Object.keys(expected).length).toBeGreaterThan(30);
    expect(await documentsOfScript()).toEqual(expected);
  });

  it('changes nothing when it runs again', async () => {
    expect(await runScript(sandbox, path.join(folder, 'script.db'))).toEqual(script);
  });
});

/** Sorted documents as canonical text, by place. */
type Documents = { [place: string]: string[] };

async function documentsOfPipeline(): Promise<Documents> {
  const engines = openEmbeddedEngines(await openExistingDataDirectory(path.join(folder, 'data')));
  try {
    const places = pipeline.schools.flatMap(({ schoolId }) =>
      ADD_ONS.flatMap((addOn) => KINDS.map((kind) => ({ schoolId, addOn, kind }))),
    );
    const listed = await Promise.all(places.map((place) => documentsAt(engines, place)));
    return Object.fromEntries(listed.filter(([, documents]) => documents.length > 0));
  } finally {
    await engines.close();
  }
}

async function documentsAt(
  engines: ReturnType<typeof openEmbeddedEngines>,
  { schoolId, addOn, kind }: { schoolId: string; addOn: AddOn; kind: Kind },
): Promise<[string, string[]]> {
  const stored = await engines.readModels.list(collectionOf(addOn, kind), schoolId, { limit: 10_000 });
  return [`${schoolId}/${addOn}/${kind}`, stored.map(({ document }) => canonicalJson(document)).sort()];
}

async function documentsOfScript(): Promise<Documents> {
  const { masterKey } = await openExistingDataDirectory(path.join(folder, 'data'));
  const db = unsealDocuments(path.join(folder, 'script.db'));
  const rows = db.all<{ school: string; add_on: string; kind: Kind; body: string }>(
    'SELECT * FROM documents',
  );
  db.close();
  const documents: Documents = {};
  for (const { school, add_on, kind, body } of rows) {
    const renamed = underDocumentIds(JSON.parse(body) as AnyDocument, kind, namesOf(masterKey, school));
    (documents[`${school}/${add_on}/${kind}`] ??= []).push(canonicalJson(renamed));
  }
  for (const list of Object.values(documents)) list.sort();
  return documents;
}

type NameOf = (kind: Kind, wondeId: string) => string;

function namesOf(masterKey: Buffer, schoolId: string): NameOf {
  const pseudonyms = new Pseudonyms(masterKey, schoolId);
  const documentIds = new DocumentIds(documentIdKey(masterKey, schoolId));
  return (kind, wondeId) => documentIds.documentId(pseudonyms.recordKey(kind, wondeId));
}

/** What the pipeline would call the document and its members, members in its order. */
function underDocumentIds(document: AnyDocument, kind: Kind, nameOf: NameOf): AnyDocument {
  const members = (list: Member[] | undefined, of: Kind) =>
    list?.map((member) => ({ ...member, id: nameOf(of, member.id) })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const { id, children, students, employees, ...fields } = document;
  return {
    ...fields,
    id: nameOf(kind, id),
    ...(children && { children: members(children, 'student') }),
    ...(students && { students: members(students, 'student') }),
    ...(employees && { employees: members(employees, 'employee') }),
  };
}
