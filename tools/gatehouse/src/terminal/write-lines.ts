import type { Terminal } from './terminal.port.js';

/** In characters: large enough that system calls do not count, small enough that memory stays flat. */
const CHUNK = 64 * 1024;

/** Writes lines as they come, many at a time. If the source fails, what it gave before is written first. */
export async function writeLines(terminal: Terminal, lines: AsyncIterable<string>): Promise<void> {
  let waiting = '';
  const flush = async () => {
    const text = waiting;
    waiting = '';
    if (text !== '') await terminal.out(text);
  };
  try {
    for await (const line of lines) {
      waiting += `${line}\n`;
      if (waiting.length >= CHUNK) await flush();
    }
  } finally {
    await flush();
  }
}
