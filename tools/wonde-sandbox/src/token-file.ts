import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';

/** A token that is kept in a file, so that neither the command line nor the log shows it. */
export interface TokenFile {
  path: string;
  token: string;
}

/** @throws InvalidArgumentError when the file cannot be read, or holds no token. */
export function readTokenFile(path: string): TokenFile {
  let token: string;
  try {
    token = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new InvalidArgumentError(`The file cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) throw new InvalidArgumentError('The file holds no token.');
  return { path, token };
}
