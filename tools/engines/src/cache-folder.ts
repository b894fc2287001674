import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where downloaded servers are kept, outside the repository. */
export const cacheFolder = (name: string): string => join(homedir(), '.cache', 'gatehouse', 'engines', name);
