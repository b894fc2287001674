/** Text that came from elsewhere, safe to show on a terminal: control characters could move its cursor or hide lines. */
export const printable = (text: unknown): string => String(text ?? '').replace(/\p{Cc}/gu, ' ');
