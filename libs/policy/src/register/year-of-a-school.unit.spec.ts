import { it } from '@jest/globals';
import { yearOfASchool } from '../../testing/year-of-a-school/year-of-a-school.js';
it('x', () => {
  for (const community of ['valleys'] as const)
    for (const bookkeeping of ['once per child'] as const)
      for (const officeActs of [false]) {
        const at = Date.now();
        const f = yearOfASchool({ community, pupils: 300, seed: 1, bookkeeping, officeActs });
        process.stderr.write(
          `${community} ${bookkeeping} ${officeActs} ${Date.now() - at}ms ${JSON.stringify(f)}\n`,
        );
      }
});
