import type { History } from './history.js';

/** A history as a few lines of text, each a piece of JSON that can be put into a spec. */
export function told({ seed, scope, batch, repeats, school, steps }: History): string {
  const rows = (list: readonly object[]) => list.map((one) => `    ${JSON.stringify(one)}`).join('\n');
  return [
    `seed ${seed}, scope ${scope}, batches of ${batch}${repeats ? ', messages come twice and late' : ''}`,
    ...(['pupils', 'contacts', 'links', 'employees'] as const).map(
      (name) => `  ${name}\n${rows(school[name])}`,
    ),
    `  steps\n${rows(steps)}`,
  ].join('\n');
}
