// Which engines the specs had, or why they had none, at the end of every test run: a missing one must be impossible to
// overlook. The specs write a line for each into the file that GATEHOUSE_ENGINE_REPORT names (tools/engines).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const NAME = 'GATEHOUSE_ENGINE_REPORT';

/** A jest reporter. */
export default class EngineReport {
  #folder;

  onRunStart() {
    this.#folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-engines-'));
    // The processes of the specs are started after this, and inherit it.
    process.env[NAME] = path.join(this.#folder, 'report');
  }

  onRunComplete() {
    for (const line of this.#lines()) process.stderr.write(`${line}\n`);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #lines() {
    try {
      const text = readFileSync(process.env[NAME] ?? '', 'utf8');
      return [...new Set(text.split('\n').filter((line) => line !== ''))].sort();
    } catch {
      // No spec of this run needed an engine.
      return [];
    }
  }
}
