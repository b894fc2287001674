import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  API_KEY_WEAK,
  isStrongApiKey,
  masterKeyCheck,
  MasterKeyUnreadable,
  parseMasterKey,
} from '@gatehouse/privacy';
import type { Installation, Source } from './installation.js';
import { describeSource, FORMAT, installationSchema } from './installation.js';
import {
  closeToOthers,
  makePrivateFile,
  makePrivateFolder,
  readIfThere,
  writePrivateFile,
} from './private-files.js';
import { SetupError } from './setup-error.js';

/** Where data live unless `--data-dir` says otherwise; ignored by git. */
export const DEFAULT_DATA_DIR = '.gatehouse';

const INSTALLATION = 'installation.json';
export const MASTER_KEY = 'master.key';
const API_KEY = 'cms-api.key';
const OWN_FILES = new Set([INSTALLATION, MASTER_KEY, API_KEY]);

/** An opened data directory: where its files are, whose it is, and its keys. */
export interface DataDirectory {
  folder: string;
  installation: Installation;
  masterKey: Buffer;
  apiKey: string;
  file(name: string): string;
}

/**
 * Opens the data directory of a source, making it when it is not there.
 *
 * @throws SetupError when it belongs to another source or format, is something else, or a key is lost or too weak.
 */
export async function openDataDirectory(folder: string, source: Source, now: Date): Promise<DataDirectory> {
  const existing = await readInstallation(folder);
  if (!existing) await refuseForeignFolder(folder);
  await makePrivateFolder(folder);
  const masterKeyText = await keyFile(folder, MASTER_KEY, existing);
  apiKeyOf(folder, await keyFile(folder, API_KEY, existing));
  if (!existing) {
    const installation: Installation = {
      format: FORMAT,
      id: randomUUID(),
      source,
      createdAt: now.toISOString(),
      masterKeyCheck: masterKeyCheck(masterKeyOf(folder, masterKeyText)),
    };
    await writePrivateFile(path.join(folder, INSTALLATION), `${JSON.stringify(installation, null, 2)}\n`);
  } else if (!isSame(existing.source, source)) {
    throw new SetupError(
      'OTHER_SOURCE',
      `${folder} holds data of ${describeSource(existing.source)}, not of ${describeSource(source)}. ` +
        'Choose another directory with --data-dir, or remove this one if nothing in it is needed.',
    );
  }
  return openExistingDataDirectory(folder);
}

/**
 * Opens a data directory that was made before, whatever its source.
 *
 * @throws SetupError when there is none, or it cannot be read.
 */
export async function openExistingDataDirectory(folder: string): Promise<DataDirectory> {
  const installation = await readInstallation(folder);
  if (!installation) {
    const message = `There is no Gatehouse data directory at ${folder}. Run "npm start" first, or give --data-dir.`;
    throw new SetupError('NO_DATA_DIRECTORY', message);
  }
  const masterKeyText = await keyFile(folder, MASTER_KEY, installation);
  const apiKey = apiKeyOf(folder, await keyFile(folder, API_KEY, installation));
  const masterKey = masterKeyOf(folder, masterKeyText);
  if (masterKeyCheck(masterKey) !== installation.masterKeyCheck) {
    // Under another key every name is another one: blocks would hit nobody, and everything would come in anew.
    const message = `${path.join(folder, MASTER_KEY)} is not the master key of this installation. Restore the right one from a backup.`;
    throw new SetupError('MASTER_KEY_WRONG', message);
  }
  return { folder, installation, masterKey, apiKey, file: (name) => path.join(folder, name) };
}

function masterKeyOf(folder: string, text: string): Buffer {
  try {
    return parseMasterKey(text);
  } catch (error) {
    if (error instanceof MasterKeyUnreadable) throw new SetupError(error.code, `${folder}: ${error.message}`);
    throw error;
  }
}

/** One that was prepared, or changed, must guard the API as well as one that is made here would. */
function apiKeyOf(folder: string, text: string): string {
  const key = text.trim();
  if (isStrongApiKey(key)) return key;
  throw new SetupError('API_KEY_WEAK', `The key in ${path.join(folder, API_KEY)} ${API_KEY_WEAK}`);
}

async function readInstallation(folder: string): Promise<Installation | undefined> {
  const text = await readIfThere(path.join(folder, INSTALLATION)).catch((error: NodeJS.ErrnoException) => {
    throw new SetupError(
      'DATA_DIRECTORY_UNREADABLE',
      `${folder} cannot be read (${error.code}). Choose another --data-dir.`,
    );
  });
  if (text === undefined) return undefined;
  const parsed = installationSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new SetupError(
    'OTHER_FORMAT',
    `${path.join(folder, INSTALLATION)} is not of format ${FORMAT}. It was written by another version of Gatehouse, or damaged. ` +
      'Start the version that wrote it, restore it from a backup, or choose another --data-dir.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A folder that holds anything else is not ours to fill. */
async function refuseForeignFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const names = await readdir(folder).catch(() => {
    throw new SetupError('NO_DIRECTORY', `${folder} is not a directory. Choose another --data-dir.`);
  });
  if (names.some((name) => !OWN_FILES.has(name) && !name.startsWith('.'))) {
    const message = `${folder} holds something else than Gatehouse data. Choose an empty directory with --data-dir.`;
    throw new SetupError('FOREIGN_DIRECTORY', message);
  }
}

/** Reads a key; makes it only while the directory is being made: a lost one must be restored, not replaced. */
async function keyFile(folder: string, name: string, existing: Installation | undefined): Promise<string> {
  const file = path.join(folder, name);
  const text = await readIfThere(file);
  if (text !== undefined) {
    await closeToOthers(file);
    return text;
  }
  if (existing) {
    throw new SetupError(
      'KEY_MISSING',
      `${file} is missing. Restore it from a backup: without it the data cannot be used.`,
    );
  }
  // Two first starts in the same instant must not make two keys, of which one is lost.
  await makePrivateFile(file, `${randomBytes(32).toString('hex')}\n`);
  return readFile(file, 'utf8');
}

const isSame = (a: Source, b: Source) => JSON.stringify(a) === JSON.stringify(b);
