/** A side that saw less, or more, than there is has done other work. @throws Error */
export function mustBeAll(seen: number, amount: number): void {
  if (seen !== amount) throw new Error(`${seen} were seen of ${amount}: the times would say nothing.`);
}
