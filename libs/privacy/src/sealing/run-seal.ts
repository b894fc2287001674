import { Personal } from '../personal.js';
import { decrypt, drawRandom, encrypt } from './aead.js';

/** Where a message belongs: bound to its seal, so that it opens in no other run, school, kind or record. */
export interface RecordPlace {
  topic: string;
  schoolId: string;
  run: number;
  kind: string;
  recordKey: string;
}

const additional = (p: RecordPlace) => JSON.stringify([p.topic, p.schoolId, p.run, p.kind, p.recordKey]);

/** Seals what travels between services with the run's key, which lives no longer than the run (design section 1, step 3). */
export function sealForRun<T>(runKey: Buffer, place: RecordPlace, content: Personal<T>): string {
  const plaintext = Buffer.from(JSON.stringify(content.reveal()));
  return encrypt(runKey, drawRandom(12), plaintext, additional(place)).toString('base64');
}

/** @throws SealBroken when it was sealed for another place or altered. */
export function unsealFromRun<T>(runKey: Buffer, place: RecordPlace, sealed: string): Personal<T> {
  const plaintext = decrypt(runKey, Buffer.from(sealed, 'base64'), additional(place));
  return new Personal(JSON.parse(plaintext.toString()) as T);
}
