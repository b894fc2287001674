import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { NewEvent } from '@gatehouse/event-store';
import type { Engines } from '@gatehouse/service';

/** An event as it was stored, with the stream that it stands in. */
export interface StoredEvent extends NewEvent {
  stream: string;
}

/** What an earlier version of Gatehouse left behind: keys of the installation, keys of records, and all streams. */
export interface StoredHistory {
  files: { [name: string]: string };
  /** Without `wrapped` it was destroyed. */
  keys: { id: string; wrapped?: string }[];
  events: StoredEvent[];
}

const FOLDER = new URL('./histories/', import.meta.url);

/** The history that the version of this commit wrote (`histories/README.md`). */
export function storedHistory(commit: string): StoredHistory {
  const lines = readFileSync(new URL(`${commit}.ndjson`, FOLDER), 'utf8')
    .trim()
    .split('\n');
  const history: StoredHistory = { files: {}, keys: [], events: [] };
  for (const line of lines) {
    const { files, key, event } = JSON.parse(line) as {
      files?: StoredHistory['files'];
      key?: StoredHistory['keys'][number];
      event?: StoredEvent;
    };
    Object.assign(history.files, files);
    if (key) history.keys.push(key);
    if (event) history.events.push(event);
  }
  return history;
}

/** Puts the installation's own files into a folder, so that names and seals of the history are those of the folder. */
export function writeInstallation({ files }: StoredHistory, folder: string): void {
  for (const [name, text] of Object.entries(files))
    writeFileSync(path.join(folder, name), text, { mode: 0o600 });
}

/** Puts the history into empty engines. */
export async function fillEngines(
  { keyStore, eventStore }: Engines,
  { keys, events }: StoredHistory,
): Promise<void> {
  const entryOf = ({ id, wrapped = '' }: StoredHistory['keys'][number]) => ({
    id,
    wrapped: Buffer.from(wrapped, 'base64'),
  });
  await keyStore.ensure(keys.map(entryOf));
  await keyStore.destroy(keys.filter(({ wrapped }) => wrapped === undefined).map(({ id }) => id));
  const streams = new Map<string, NewEvent[]>();
  for (const { stream, ...event } of events) streams.set(stream, [...(streams.get(stream) ?? []), event]);
  for (const [stream, written] of streams) {
    const result = await eventStore.append(stream, 'no-stream', written);
    if (!result.ok) throw new Error(`${stream} is not empty.`);
  }
}
