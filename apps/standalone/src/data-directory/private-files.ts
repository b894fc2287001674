import { chmod, link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from './setup-error.js';

/** Creates a folder for its owner only, or closes an existing one to everybody else. */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await makeFolders(folder);
    await chmod(folder, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SetupError(
      'NO_DIRECTORY',
      `${folder} cannot be made or closed to others (${code}). Choose another --data-dir.`,
    );
  }
}

/** Closes a file to everybody but its owner, if it is open to others. @throws SetupError when that is not granted. */
export async function closeToOthers(file: string): Promise<void> {
  try {
    if (((await stat(file)).mode & 0o777) !== 0o600) await chmod(file, 0o600);
  } catch (error) {
    throw notPermitted(file, error);
  }
}

const notPermitted = (file: string, error: unknown) =>
  new SetupError(
    'DATA_DIRECTORY_NOT_WRITABLE',
    `${file} cannot be written or closed to others (${(error as NodeJS.ErrnoException).code}). See that it and its folder belong ` +
      'to the user who runs this, and that its disk has room and is not read-only; or choose another --data-dir.',
  );

/** Step by step: Node's own recursive `mkdir` never ends where the system makes no folders, as in /proc. */
async function makeFolders(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const parent = path.dirname(folder);
    if (code !== 'ENOENT' || parent === folder) throw error;
    await makeFolders(parent);
    await mkdir(folder, { mode: 0o700 });
  }
}

/** Writes a small file whole or not at all, for its owner only, durable when it resolves. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await rename(await writeDraft(file, text), file);
}

/** The same, unless the file is there already: then that one stays, whoever wrote it in the same instant. */
export async function makePrivateFile(file: string, text: string): Promise<void> {
  const draft = await writeDraft(file, text);
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

async function writeDraft(file: string, text: string): Promise<string> {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    await using handle = await open(draft, 'w', 0o600);
    await handle.writeFile(text);
    await handle.sync();
    return draft;
  } catch (error) {
    throw notPermitted(file, error);
  }
}

/** The file's text; undefined when there is no such file. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
