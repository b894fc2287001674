import type { Terminal } from './terminal.port.js';

const PATIENCE_MS = 600;

/** Does the work; when it takes longer than a moment, says what is going on. */
export async function slowly<T>(terminal: Terminal, message: string, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => terminal.note(message), PATIENCE_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
