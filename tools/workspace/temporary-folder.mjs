// Gives every test run a temporary folder of its own, and removes it with all that the specs left there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A jest reporter, because reporters begin before the specs' processes and end after them. */
export default class TemporaryFolder {
  #folder;

  onRunStart() {
    this.#folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-tests-'));
    process.env.TMPDIR = this.#folder;
  }

  onRunComplete() {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
