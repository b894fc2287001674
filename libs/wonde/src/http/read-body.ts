import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

export class BodyTooLarge extends Error {
  readonly code = 'BODY_TOO_LARGE';
}

export class UnknownEncoding extends Error {
  readonly code = 'UNKNOWN_ENCODING';
}

const unpack = promisify(gunzip);

/**
 * Reads a body whole, unpacked if it is gzip. Throws `BodyTooLarge` as soon as it is beyond the limit, and reads no further;
 * `UnknownEncoding`; and what the stream or zlib throws when the body is cut.
 *
 * @param limit in bytes, packed and unpacked.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  encoding: string | string[] | undefined,
  limit: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks, size);
  const name = String(encoding ?? '')
    .trim()
    .toLowerCase();
  if (name === '' || name === 'identity') return whole;
  // The old name counts as the new one (RFC 9110, 8.4.1.3).
  if (name !== 'gzip' && name !== 'x-gzip') throw new UnknownEncoding();
  try {
    return await unpack(whole, { maxOutputLength: limit });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? new BodyTooLarge() : error;
  }
}
