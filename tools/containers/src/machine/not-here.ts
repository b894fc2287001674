/** Containers cannot be tested on this machine. The message says why, and what would help. */
export class NotHere extends Error {}
