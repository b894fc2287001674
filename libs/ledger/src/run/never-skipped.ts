import { isRetriedWithoutEnd, NotToBeSkipped } from '@gatehouse/platform';

/** Does what takes people out: it must not be given up because of the record that was in hand. @throws NotToBeSkipped */
export async function neverSkipped(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isRetriedWithoutEnd(error)) throw error;
    throw new NotToBeSkipped({ cause: error });
  }
}
