/** A table without colours. */
export const plain = { style: { head: [], border: [] } };
