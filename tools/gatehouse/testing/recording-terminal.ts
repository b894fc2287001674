import type { Terminal } from '../src/terminal/terminal.port.js';

/** A terminal that remembers what was written. */
export class RecordingTerminal implements Terminal {
  output = '';
  readonly notes: string[] = [];
  readonly width = 100;

  constructor(private readonly time = '2026-09-01T08:00:00.000Z') {}

  async out(text: string): Promise<void> {
    this.output += text;
  }

  note(message: string): void {
    this.notes.push(message);
  }

  now(): Date {
    return new Date(this.time);
  }

  /** The output, read as NDJSON. */
  get lines(): unknown[] {
    return this.output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
  }
}
