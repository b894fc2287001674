import { afterEach } from '@jest/globals';

interface Closable {
  close(): Promise<void>;
}

/** Makes a function whose arguments are closed after each test, the last first, however the test ended. */
export function closedAfterEach(): <T extends Closable>(each: T) => T {
  const opened: Closable[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });
  return (each) => {
    opened.push(each);
    return each;
  };
}
