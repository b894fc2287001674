import { ConfigurationError } from './configuration/configuration-error.js';

const REFUSED = ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'];

/** Runs what begins to listen on a port. @throws ConfigurationError naming the variable when it cannot be had. */
export async function listening<T>(variable: string, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!REFUSED.includes(code)) throw error;
    throw new ConfigurationError([
      `${variable} cannot be used (${code}). Choose another port, or correct GATEHOUSE_HOST.`,
    ]);
  }
}
